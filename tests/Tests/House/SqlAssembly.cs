using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PadelSaaS.Platform.Data;

namespace PadelSaaS.Tests.House;

/// <summary>Scripts of a service that exists in a test only: an assembly with nothing but SQL in it.</summary>
internal static class SqlAssembly
{
    /// <summary>A source of scripts; paths such as <c>tenant/0001_words.sql</c>.</summary>
    public static ScriptSource Of(string service, params (string Path, string Sql)[] scripts)
    {
        var compilation = CSharpCompilation.Create($"Sql{Guid.CreateVersion7():N}",
            references: [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)], options: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var resources = scripts.Select(script => new ResourceDescription($"{service}.Schema.{script.Path}", () => new MemoryStream(Encoding.UTF8.GetBytes(script.Sql)), isPublic: true));
        using var image = new MemoryStream();
        compilation.Emit(image, manifestResources: resources).Success.ShouldBeTrue();
        return new ScriptSource(service, Assembly.Load(image.ToArray()));
    }
}
