using System.Net;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Security;

/// <summary>
/// Every endpoint is really called by everybody there is, and what each is told is written down and approved: an endpoint that is added without a
/// decision, or that lets somebody in who was kept out, is seen in review. Run with APPROVE=1 to write the matrix anew.
/// </summary>
public sealed class MatrixTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    private static readonly string Approved = Path.Combine(Repository.Root, "tests", "Tests", "Security", "matrix.approved.txt");

    [Fact]
    public async Task Everybody_gets_where_they_are_meant_to_and_nowhere_else()
    {
        var walk = await Walk.PrepareAsync(platform);
        var lines = new List<string>();
        foreach (var route in Route.Of(platform).OrderBy(route => Walk.EndsSession(route) ? 1 : 0))
        {
            var told = new List<string>();
            foreach (var who in walk.Who(route)) told.Add($"{who.Name}:{await walk.TellAsync(route, who, route.Filled(name => walk.OwnId(route, name)))}");
            lines.Add($"{route.Method,-6} {route.Path,-60} {route.Door,-8} {string.Join(' ', told)}");
        }
        lines.Sort(StringComparer.Ordinal);
        if (Environment.GetEnvironmentVariable("APPROVE") == "1") await File.WriteAllLinesAsync(Approved, lines);

        lines.Where(line => line.Contains(":5", StringComparison.Ordinal)).ShouldBeEmpty("the platform broke");
        var approved = await File.ReadAllLinesAsync(Approved);
        var difference = lines.Except(approved).Select(line => "+ " + line).Concat(approved.Except(lines).Select(line => "- " + line)).ToList();
        difference.ShouldBeEmpty($"""
            Who may ask for what differs from {Repository.Short(Approved)}:
            {string.Join('\n', difference)}
            If that is what you meant: APPROVE=1 ops/test MatrixTests, look at the difference once more, and commit the file.
            """);
    }

    [Fact]
    public async Task What_belongs_to_another_club_does_not_exist_for_an_owner()
    {
        var walk = await Walk.PrepareAsync(platform);
        var before = await walk.ForeignStateAsync();
        var seen = new List<string>();
        foreach (var route in Route.Of(platform).Where(route => route.Door == "club" && route.Ids.Any()))
        {
            var path = route.Filled(name => walk.ForeignId(route, name)) + (route.Method == "GET" ? "?date=2026-11-27&duration=60" : "");
            var status = await walk.AskAsync(route, walk.Owner, path, withForm: true);
            // A form or a body that says nothing is refused before anybody looks for the row, and so is who may not do it at all.
            var isNothing = status is HttpStatusCode.NotFound || (route.Method != "GET" && status is HttpStatusCode.BadRequest or HttpStatusCode.UnsupportedMediaType or HttpStatusCode.Forbidden);
            if (!isNothing) seen.Add($"{(int)status} {route.Method} {path}");
        }
        seen.ShouldBeEmpty(string.Join('\n', seen));
        (await walk.ForeignStateAsync()).ShouldBe(before);
    }
}
