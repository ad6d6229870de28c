using System.Xml.Linq;

namespace PadelSaaS.Tests.House;

/// <summary>The working copy the tests were built from, read from disk: a new service is under every wall the day it is added.</summary>
internal static class Repository
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = Find();

    /// <summary>Every project's file under src.</summary>
    public static IReadOnlyList<string> Projects { get; } = [.. Files("src", ".csproj")];

    /// <summary>Folders of the services; the name is the folder's.</summary>
    public static IReadOnlyList<string> Services { get; } =
        [.. Directory.EnumerateDirectories(Path.Combine(Root, "src", "Services")).Where(folder => Files(folder, ".csproj").Any()).Order(StringComparer.Ordinal)];

    /// <summary>Files below a folder with this ending, without what a build made.</summary>
    public static IEnumerable<string> Files(string folder, string ending) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*" + ending, SearchOption.AllDirectories)
            .Where(file => !Parts(file).Any(part => part is "bin" or "obj" or "node_modules" or ".artifacts" or "vendor"))
            .Order(StringComparer.Ordinal);

    /// <summary>The path from the root, with slashes.</summary>
    public static string Short(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    /// <summary>What a project or an imported file references, by name; wildcards as they stand.</summary>
    public static IEnumerable<string> References(string project, string kind)
    {
        var xml = XDocument.Load(project);
        var here = xml.Descendants(kind).Select(reference => ((string)reference.Attribute("Include")!).Replace('\\', '/').Split('/')[^1].Replace(".csproj", "", StringComparison.Ordinal));
        var imported = xml.Descendants("Import").Select(import => Path.Combine(Path.GetDirectoryName(project)!, (string)import.Attribute("Project")!)).Where(File.Exists);
        return here.Concat(imported.SelectMany(file => References(file, kind)));
    }

    private static string[] Parts(string file) => Path.GetRelativePath(Root, file).Split(Path.DirectorySeparatorChar);

    private static string Find()
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "PadelSaaS.sln"))) folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("The tests run outside the repository.");
    }
}
