using System.Text.RegularExpressions;
using PadelSaaS.Host.Gateway;
using PadelSaaS.Platform.Http;

namespace PadelSaaS.Tests.House;

/// <summary>With every service in processes of its own, whoever asks at the gateway reaches the service that answers.</summary>
public sealed partial class GatewayTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public void Every_address_of_the_route_table_leads_to_its_service()
    {
        var addresses = platform.Endpoints.Select(RoutedAddress.Of).OfType<RoutedAddress>().ToList();
        addresses.Count.ShouldBeGreaterThan(300);
        var rules = RouteTree.Of(addresses, "web");
        var astray = addresses.SelectMany(address => Asked(address.Template).Select(path => (address, path)))
            .Where(asked => rules.First(rule => rule.Door == asked.address.Door && rule.Matches(asked.path)).Service != asked.address.Service)
            .Select(asked => $"{asked.path} at the {asked.address.Door} door does not reach {asked.address.Service}").ToList();
        astray.ShouldBeEmpty();
        // Were there a rule for each address, nothing would have been shared out.
        rules.Count.ShouldBeLessThan(addresses.Count / 2);
    }

    [Fact]
    public void Words_come_before_ids_and_ids_before_other_values()
    {
        var rules = RouteTree.Of([At("/venues/new", "a"), At("/venues/{id:guid}", "b"), At("/venues/{key}", "c"), At("/venues/{key}/day.csv", "d"), At("/files/{**path}", "e")], "web");
        Of("/venues/new").ShouldBe("a");
        Of("/venues/NEW").ShouldBe("a");
        Of($"/venues/{Guid.Empty}").ShouldBe("b");
        Of("/venues/centro").ShouldBe("c");
        Of("/venues/centro/day.csv").ShouldBe("d");
        Of("/venues/centro/dayXcsv").ShouldBe("web");
        Of("/files/a/b/c").ShouldBe("e");
        Of("/elsewhere").ShouldBe("web");

        string Of(string path) => rules.First(rule => rule.Matches(path)).Service;
    }

    [Fact]
    public void One_address_of_two_services_is_refused() =>
        Should.Throw<InvalidOperationException>(() => RouteTree.Of([At("/venues/{id:guid}", "a"), At("/venues/{other:guid}", "b")], "web")).Message.ShouldContain("needs another path");

    private static RoutedAddress At(string template, string service) => new(Door.Club, template, service);

    // As somebody may ask: with ids where ids stand, with words elsewhere, in capitals.
    private static IEnumerable<string> Asked(string template)
    {
        var path = Values().Replace("/" + template.TrimStart('/'), value => value.Value.Contains(":guid", StringComparison.Ordinal) ? "01a20437-3f58-70f6-ab1e-b627928436c3" : "some-value");
        return [path, path.ToUpperInvariant()];
    }

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Values();
}
