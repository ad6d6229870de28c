using System.Net;
using System.Text.Json.Nodes;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Web;

public sealed class ApiDocumentTests(PlatformFixture platform) : IClassFixture<PlatformFixture>
{
    [Fact]
    public async Task Every_operation_says_what_it_does_and_how_it_refuses()
    {
        foreach (var (name, operation) in await OperationsAsync())
        {
            ((string?)operation["summary"]).ShouldNotBeNullOrWhiteSpace(name);
            ((string?)operation["operationId"]).ShouldNotBeNullOrWhiteSpace(name);
            foreach (var (status, answer) in operation["responses"]!.AsObject().Where(answer => answer.Key[0] is '4' or '5'))
                answer!["content"].ShouldNotBeNull($"{name} {status}").AsObject().Single().Key.ShouldBe("application/problem+json", $"{name} {status}");
        }
    }

    [Fact]
    public async Task Names_of_operations_are_unique() =>
        (await OperationsAsync()).Select(operation => (string?)operation.Operation["operationId"]).ShouldBeUnique();

    [Fact]
    public async Task Operations_say_who_may_call_them_and_which_may_be_repeated()
    {
        var operations = (await OperationsAsync()).ToDictionary(operation => operation.Name, operation => operation.Operation);
        operations["get /api/v1/bookings/mine"]["security"]!.ToJsonString().ShouldBe("""[{"bearer":[]}]""");
        operations["post /api/v1/bookings"]["security"]!.ToJsonString().ShouldBe("""[{},{"bearer":[]}]""");
        operations["post /api/v1/bookings"]["parameters"]!.ToJsonString().ShouldContain("Idempotency-Key");
        operations["get /api/v1/bookings/{id}"]["parameters"]!.ToJsonString().ShouldContain("X-Booking-Key");
        operations["post /api/v1/auth/login"]["parameters"].ShouldBeNull();
    }

    [Fact]
    public async Task Requests_of_different_use_cases_have_names_of_their_own()
    {
        var document = await platform.Madrid().JsonAsync("/openapi/v1.json");
        var schemas = document["components"]!["schemas"]!.AsObject();
        schemas.ContainsKey("Request").ShouldBeFalse();
        schemas["RegisterRequest"]!["properties"]!["password"].ShouldNotBeNull();
        schemas["Money"]!["properties"]!["amountMinor"]!["type"]!.ToJsonString().ShouldBe("\"integer\"");
        // What may be null in a request need not be sent; what an answer has is always there.
        schemas["HoldCourtRequest"]!["required"]!.AsArray().Select(name => (string)name!).ShouldBe(["courtId", "start", "durationMinutes"]);
        schemas["HoldCourtGuest"]!["required"].ShouldBeNull();
        ((string?)document["servers"]![0]!["url"]).ShouldBe("/");
        References(document).Except(schemas.Select(schema => $"#/components/schemas/{schema.Key}")).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_portal_has_a_document_of_its_own_with_what_belongs_to_no_club()
    {
        var portal = platform.At("localhost");
        var document = await portal.JsonAsync("/openapi/portal.json");
        ((string?)document["info"]!["title"], (string?)document["openapi"]).ShouldBe(("Discovery API", "3.1.1"));
        document["paths"]!.AsObject().Select(path => path.Key).Order().ShouldBe(["/api/v1/discovery/suggestions", "/api/v1/discovery/venues", "/api/v1/signups", "/api/v1/signups/address"]);
        References(document).Except(document["components"]!["schemas"]!.AsObject().Select(schema => $"#/components/schemas/{schema.Key}")).ShouldBeEmpty();
        (await OperationsAsync()).Select(operation => operation.Name).ShouldNotContain(name => name.Contains("/discovery/", StringComparison.Ordinal));
        (await (await portal.GetAsync("/api/docs/index.js")).Content.ReadAsStringAsync()).ShouldContain("/openapi/portal.json");
        (await (await platform.Madrid().GetAsync("/api/docs/index.js")).Content.ReadAsStringAsync()).ShouldContain("/openapi/v1.json");
    }

    [Fact]
    public async Task It_can_be_read_at_a_club_under_a_policy_of_its_own()
    {
        var page = await platform.Madrid().GetAsync("/api/docs/index.html");
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        page.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem().ShouldContain("style-src 'self' 'unsafe-inline'");
        (await platform.Madrid().GetAsync("/")).Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem().ShouldNotContain("unsafe-inline");
        (await platform.At("admin.localhost").GetAsync("/api/docs/index.html")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<List<(string Name, JsonNode Operation)>> OperationsAsync() =>
    [
        .. from path in (await platform.Madrid().JsonAsync("/openapi/v1.json"))["paths"]!.AsObject()
           from operation in path.Value!.AsObject()
           select ($"{operation.Key} {path.Key}", operation.Value!),
    ];

    private static IEnumerable<string> References(JsonNode node) => node switch
    {
        JsonObject map => map.SelectMany(pair => pair is { Key: "$ref", Value: JsonValue target } ? [(string)target!] : pair.Value is null ? [] : References(pair.Value)),
        JsonArray list => list.SelectMany(item => item is null ? [] : References(item)),
        _ => [],
    };
}
