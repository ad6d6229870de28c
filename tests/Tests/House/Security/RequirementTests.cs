using System.Text.RegularExpressions;

namespace PadelSaaS.Tests.House.Security;

/// <summary>The map from the standard's requirements to our tests (<c>asvs.txt</c>): complete, and no test in it is a wish.</summary>
public sealed partial class RequirementTests
{
    // Requirements of levels 1 and 2 in each section of version 5.0.0.
    private const string Counted = """
        2.1:3 2.2:3 2.3:4 2.4:1 3.2:2 3.3:4 3.4:6 3.5:5 3.7:2 4.1:3 4.2:1 4.3:2 4.4:4 6.1:3 6.2:11 6.3:3 6.4:4 6.5:5 6.6:3 6.8:4 7.1:3
        7.2:4 7.3:2 7.4:5 7.5:2 7.6:2 8.1:2 8.2:3 8.3:1 8.4:1 9.1:3 9.2:4 10.1:2 10.2:2 10.3:4 10.4:11 10.5:5 10.6:2 10.7:3 13.1:1 13.2:5
        13.3:2 13.4:5 14.1:2 14.2:4 14.3:3 16.1:1 16.2:5 16.3:4 16.4:3 16.5:3
        """;

    private static Dictionary<string, int> Sections { get; } = Counted.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(one => one.Split(':')).ToDictionary(one => one[0], one => int.Parse(one[1], System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void Every_requirement_has_tests_that_exist_or_a_reason()
    {
        var rows = Rows();
        rows.GroupBy(row => row.Number[..row.Number.LastIndexOf('.')]).ToDictionary(section => section.Key, section => section.Count()).ShouldBe(Sections, ignoreOrder: true);
        rows.Select(row => row.Number).ShouldBeUnique();
        rows.Where(row => row.Tests.Count == 0 && row.Words.Length < 20).Select(row => $"{row.Number} has neither a test nor a reason").ShouldBeEmpty();
    }

    [Fact]
    public void Every_test_that_is_named_is_there()
    {
        var there = Repository.Files("tests", ".cs").Select(File.ReadAllText).SelectMany(TestsOf).ToHashSet();
        Rows().SelectMany(row => row.Tests.Except(there).Select(test => $"{row.Number}: there is no {test}")).ShouldBeEmpty();
    }

    private static List<(string Number, IReadOnlyList<string> Tests, string Words)> Rows() =>
    [
        .. File.ReadLines(Path.Combine(Repository.Root, "tests", "Tests", "House", "Security", "asvs.txt")).Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('|'))
            .Select(parts => (parts[0].Trim(), (IReadOnlyList<string>)parts[1].Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), parts[2].Trim())),
    ];

    // A file holds one class of tests, or some that share its methods' names with nobody.
    private static IEnumerable<string> TestsOf(string code) =>
        from one in Classes().Matches(code) from test in Methods().Matches(code) select $"{one.Groups[1].Value}.{test.Groups[1].Value}";

    [GeneratedRegex(@"\bclass (\w+Tests)\b")]
    private static partial Regex Classes();

    [GeneratedRegex(@"public (?:async Task|Task|void) (\w+)\(")]
    private static partial Regex Methods();
}
