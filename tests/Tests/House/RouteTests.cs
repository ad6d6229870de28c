namespace PadelSaaS.Tests.House;

/// <summary>
/// What the outside can ask for is written down and approved: a route that appears, disappears or needs less than before is seen in review.
/// Run with APPROVE=1 to write the table anew.
/// </summary>
public sealed class RouteTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    private static readonly string Approved = Path.Combine(Repository.Root, "tests", "Tests", "House", "routes.approved.txt");

    [Fact]
    public void The_routes_are_the_approved_ones()
    {
        var routes = Route.Of(platform).Select(route => route.ToString()).ToList();
        if (Environment.GetEnvironmentVariable("APPROVE") == "1") File.WriteAllLines(Approved, routes);

        var approved = File.ReadAllLines(Approved);
        var difference = routes.Except(approved).Select(line => "+ " + line).Concat(approved.Except(routes).Select(line => "- " + line)).ToList();
        difference.ShouldBeEmpty($"""
            The routes differ from {Repository.Short(Approved)}:
            {string.Join('\n', difference)}
            If that is what you meant: APPROVE=1 ops/test RouteTests, look at the difference once more, and commit the file.
            """);
        routes.ShouldBe(approved);
    }

    [Fact]
    public void Every_route_but_the_platforms_own_belongs_to_a_door_and_a_service()
    {
        var homeless = Route.Of(platform).Where(route => route.Door == "every" || route.Service == "platform").Select(route => route.Path);
        homeless.Where(path => !path.StartsWith("/health", StringComparison.Ordinal) && path != "/openapi/{documentName}.json").ShouldBeEmpty();
    }

    [Fact]
    public void No_two_services_answer_the_same_request()
    {
        Route.Of(platform).Select(route => (route.Method, route.Path, route.Door)).ShouldBeUnique();
    }
}
