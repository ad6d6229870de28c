using System.Diagnostics;

namespace PadelSaaS.Tests.House;

/// <summary>Who may see whom. The build refuses by itself; here it is proved that it does, and that nobody found a way round.</summary>
public sealed class ReferenceTests
{
    private static readonly string[] SeenByServices = ["Contracts", "Platform", "Ui"];

    [Fact]
    public void Services_see_only_Contracts_Platform_and_Ui()
    {
        var rooms = Repository.Services.Append(Path.Combine(Repository.Root, "src", "Web"));
        var seen = rooms.SelectMany(room => Repository.Files(room, ".csproj"))
            .SelectMany(project => Repository.References(project, "ProjectReference").Except(SeenByServices).Select(other => $"{Repository.Short(project)} sees {other}"));
        seen.ShouldBeEmpty();
    }

    [Fact]
    public void Contracts_reference_nothing_but_the_framework()
    {
        var project = Path.Combine(Repository.Root, "src", "Contracts", "Contracts.csproj");
        Repository.References(project, "ProjectReference").Concat(Repository.References(project, "PackageReference")).ShouldBeEmpty();
        typeof(Contracts.IFact).Assembly.GetReferencedAssemblies().Select(assembly => assembly.Name!)
            .Where(name => !name.StartsWith("System.", StringComparison.Ordinal) && name != "netstandard").ShouldBeEmpty();
    }

    [Fact]
    public void What_was_compiled_sees_no_other_service_either()
    {
        var services = PadelSaaS.Host.House.Services.Select(service => service.GetType().Assembly).ToList();
        var names = services.Select(assembly => assembly.GetName().Name!).ToHashSet();
        var seen = services.SelectMany(assembly => assembly.GetReferencedAssemblies().Where(other => names.Contains(other.Name!)).Select(other => $"{assembly.GetName().Name} uses {other.Name}"));
        seen.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_build_refuses_a_forbidden_reference_and_says_what_to_do_instead()
    {
        var house = Directory.CreateTempSubdirectory("padel-walls-").FullName;
        try
        {
            var projects = new[]
            {
                Project(house, "src/Services/Wrong/Wrong.csproj", "Services/Booking/Booking.csproj"),
                Project(house, "src/Contracts/Contracts.csproj", "Platform/Platform.csproj"),
                Project(house, "src/Platform/Platform.csproj", "Services/Booking/Booking.csproj"),
                Project(house, "src/Services/Right/Right.csproj", "Contracts/Contracts.csproj"),
            };
            var said = await BuildAsync(house, projects);

            said.ShouldContain("WALL1: Wrong references the service 'Booking'. Services do not see each other: to learn what happened there, write a reaction to its fact; " +
                "to ask something now, add an interface to src/Contracts/Booking and let that service answer it.");
            said.ShouldContain("WALL2: Contracts references 'Platform'.");
            said.ShouldContain("WALL3: Platform references 'Booking'. Platform knows no business word: turn the dependency round");
            said.ShouldNotContain("Right references");
        }
        finally
        {
            Directory.Delete(house, recursive: true);
        }
    }

    private static string Project(string house, string path, string reference)
    {
        var file = Path.Combine(house, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, $"""
            <Project>
              <ItemGroup><ProjectReference Include="{Path.Combine(Repository.Root, "src", reference)}" /></ItemGroup>
              <Import Project="{Path.Combine(Repository.Root, "src", "Directory.Build.targets")}" />
            </Project>
            """);
        return file;
    }

    // One start of the build for all of them: the walls are the same target that every real build runs first.
    private static async Task<string> BuildAsync(string house, IEnumerable<string> projects)
    {
        var all = Path.Combine(house, "all.proj");
        await File.WriteAllTextAsync(all, $"""
            <Project><Target Name="All"><MSBuild Projects="{string.Join(';', projects)}" Targets="Walls" ContinueOnError="true" /></Target></Project>
            """);
        var start = new ProcessStartInfo("dotnet", ["msbuild", all, "-t:All", "-nologo", "-nodeReuse:false", "-v:quiet"]) { RedirectStandardOutput = true, WorkingDirectory = house };
        using var build = Process.Start(start)!;
        var said = await build.StandardOutput.ReadToEndAsync();
        await build.WaitForExitAsync();
        return said;
    }
}
