using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using PadelSaaS.Platform.Caching;
using PadelSaaS.Platform.Data;
using PadelSaaS.Platform.Live;

namespace PadelSaaS.Platform.Events;

/// <summary>Listens to the herald, drops what became stale and wakes the pages that wait for it. When the line breaks, this process may have missed a word: it forgets everything.</summary>
internal sealed class Hearsay(Database database, Cached cached, Listeners listeners, ILogger<Hearsay> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning("The line to the herald broke: {Error}", failure.Message);
                ForgetAll();
                await Task.Delay(TimeSpan.FromSeconds(1), stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ListenAsync(CancellationToken stop)
    {
        await using var connection = await database.Loops.OpenConnectionAsync(stop);
        connection.Notification += (_, notification) => Hear(notification.Payload);
        await using (var listen = new NpgsqlCommand($"listen {Herald.Channel}", connection)) await listen.ExecuteNonQueryAsync(stop);
        ForgetAll();
        while (true) await connection.WaitAsync(stop);
    }

    private void Hear(string payload)
    {
        var word = JsonSerializer.Deserialize<Herald.Word>(payload)!;
        foreach (var tag in word.Tags)
        {
            cached.Drop(word.Tenant, tag);
            listeners.Tell(word.Tenant, tag);
        }
    }

    private void ForgetAll()
    {
        cached.DropAll();
        listeners.TellAll();
    }
}
