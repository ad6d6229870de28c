using System.Diagnostics;
using System.Text.Json;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Peers;

/// <summary>An independent program from npm that reads what we write.</summary>
internal static class Peer
{
    /// <summary>Runs a script of this folder with a JSON document on its input.</summary>
    /// <returns>Whether it was content, and what it said.</returns>
    public static async Task<(bool Content, string Said)> AskAsync(string script, object input)
    {
        var start = new ProcessStartInfo("node")
        {
            WorkingDirectory = Path.Combine(Repository.Root, "tests", "Tests", "Peers"),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(script);
        using var node = Process.Start(start)!;
        await node.StandardInput.WriteAsync(JsonSerializer.Serialize(input, JsonSerializerOptions.Web));
        node.StandardInput.Close();
        var (said, error) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        await node.WaitForExitAsync();
        return (node.ExitCode == 0, node.ExitCode == 0 ? await said : await error);
    }
}
