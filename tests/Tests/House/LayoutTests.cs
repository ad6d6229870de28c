using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PadelSaaS.Tests.House;

/// <summary>Where things lie and how long they may get.</summary>
public sealed class LayoutTests
{
    [Fact]
    public void The_top_level_is_what_was_agreed_and_hidden_files()
    {
        var visible = Directory.EnumerateFileSystemEntries(Repository.Root).Select(path => Path.GetFileName(path)!).Where(name => !name.StartsWith('.')).Order(StringComparer.Ordinal);
        visible.ShouldBe(["PadelSaaS.sln", "README.md", "docker-compose.yml", "ops", "src", "tenants", "tests"]);
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = File.ReadAllText(Path.Combine(Repository.Root, "PadelSaaS.sln")).Replace('\\', '/');
        Repository.Projects.Concat(Repository.Files("tests", ".csproj")).Select(Repository.Short)
            .Where(project => !solution.Contains($"\"{project}\"", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(".cs", 250)]
    [InlineData(".razor", 150)]
    public void A_file_stays_short(string ending, int most)
    {
        var tooLong = from folder in new[] { "src", "tests" }
                      from file in Repository.Files(folder, ending)
                      let lines = File.ReadLines(file).Count()
                      where lines > most
                      select $"{Repository.Short(file)} has {lines} lines, {most} is the limit: which two things does it do?";
        tooLong.ShouldBeEmpty();
    }

    [Fact]
    public void A_method_stays_under_seventy_lines()
    {
        const int Most = 70;
        var tooLong = from folder in new[] { "src", "tests" }
                      from file in Repository.Files(folder, ".cs")
                      from method in CSharpSyntaxTree.ParseText(File.ReadAllText(file)).GetRoot().DescendantNodes().OfType<BaseMethodDeclarationSyntax>()
                      let span = method.GetLocation().GetLineSpan().Span
                      let lines = span.End.Line - span.Start.Line + 1
                      where lines > Most
                      select $"{Repository.Short(file)}:{span.Start.Line + 1} has a method of {lines} lines, {Most} is the limit";
        tooLong.ShouldBeEmpty();
    }

    [Fact]
    public void Every_service_says_in_a_README_what_it_owns_tells_hears_and_asks()
    {
        foreach (var service in Repository.Services)
        {
            var readme = Path.Combine(service, "README.md");
            File.Exists(readme).ShouldBeTrue($"{Repository.Short(service)} needs a README.md of about 20 lines: owns, tells, hears, asks, invariants");
            File.ReadLines(readme).Count().ShouldBeInRange(5, 60, Repository.Short(readme));
        }
    }
}
