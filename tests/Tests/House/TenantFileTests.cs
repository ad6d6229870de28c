using System.Text.Json.Nodes;

namespace PadelSaaS.Tests.House;

/// <summary>The folders under tenants/ are what their schema says, and the schema refuses what it should.</summary>
public sealed class TenantFileTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tenants");
    private static readonly JsonSchema Schema = new(Read(Path.Combine(Folder, "tenant.schema.json")).AsObject());

    private static readonly string[] Names = [.. Directory.EnumerateDirectories(Folder).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    public static TheoryData<string> Clubs => [.. Names];

    [Theory]
    [MemberData(nameof(Clubs))]
    public void A_clubs_file_keeps_to_the_schema(string club)
    {
        var file = Read(Path.Combine(Folder, club, "tenant.json"));
        Schema.Errors(file).ShouldBeEmpty();
        if (club != "_template") ((string)file["slug"]!).ShouldBe(club);
        Pictures(file).Where(picture => !File.Exists(Path.Combine(Folder, club, picture))).ShouldBeEmpty("pictures the file names and the folder lacks");
        if (file["demo"] is not null) file["people"]!.AsArray().ShouldAllBe(person => person!["password"] != null);
    }

    [Fact]
    public void The_three_demos_and_the_template_are_there() => Names.ShouldBe(["_template", "fresh", "indus", "smash"]);

    public static TheoryData<string, Action<JsonNode>> Damages => new()
    {
        { "$: required", file => file.AsObject().Remove("slug") },
        { "$: 'colour' is not a property here", file => file["colour"] = "red" },
        { "$.slug: pattern", file => file["slug"] = "Smash" },
        { "$.slug: minLength", file => file["slug"] = "ab" },
        { "$.name: maxLength", file => file["name"] = new string('x', 81) },
        { "$.name: type", file => file["name"] = 7 },
        { "$.languages: minItems", file => file["languages"] = new JsonArray() },
        { "$.languages: uniqueItems", file => file["languages"] = new JsonArray("es", "es") },
        { "$.languages[0]: enum", file => file["languages"] = new JsonArray("tlh", "es") },
        { "$.languages: contains", file => file["languages"] = new JsonArray("en") },
        { "$.people: contains", file => { foreach (var person in file["people"]!.AsArray()) person!["roles"] = new JsonArray("player"); } },
        { "$.brand.tagline: minProperties", file => file["brand"]!["tagline"] = new JsonObject() },
        { "$.brand.primary: pattern", file => file["brand"]!["primary"] = "#FFF" },
        { "$.venues[0].latitude: maximum", file => file["venues"]![0]!["latitude"] = 90.5 },
        { "$.venues[0].longitude: minimum", file => file["venues"]![0]!["longitude"] = -181 },
        { "$.venues[0].rules.durations[0]: multipleOf", file => file["venues"]![0]!["rules"]!["durations"]![0] = 61 },
        { "$.venues[0].rules.holdMinutes: type", file => file["venues"]![0]!["rules"]!["holdMinutes"] = 7.5 },
        { "$.venues[0].rules.cancellation: contains", file => file["venues"]![0]!["rules"]!["cancellation"] = Node("""[{ "minHours": 24, "refundBps": 1 }]""") },
        { "$.venues[0].prices[0].courts: maxItems", file => file["venues"]![0]!["prices"]![0]!["courts"] = new JsonArray("all", "1") },
        { "$.venues[0].hours[0].closes: pattern", file => file["venues"]![0]!["hours"]![0]!["closes"] = "24:30" },
        { "$.venues[0].hours[0].days: pattern", file => file["venues"]![0]!["hours"]![0]!["days"] = "5-1" },
        { "$.venues[0].courts[0].panoramic: type", file => file["venues"]![0]!["courts"]![0]!["panoramic"] = "yes" },
        { "$.people[0].password: minLength", file => file["people"]![0]!["password"] = "short" },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public void A_damaged_file_is_refused_at_the_damage(string error, Action<JsonNode> damage)
    {
        var file = Read(Path.Combine(Folder, "smash", "tenant.json"));
        damage(file);
        Schema.Errors(file).ShouldContain(found => found.StartsWith(error, StringComparison.Ordinal), $"only: {string.Join("; ", Schema.Errors(file))}");
    }

    [Fact]
    public void A_schema_with_a_word_nobody_checks_is_refused()
    {
        Should.Throw<NotSupportedException>(() => new JsonSchema(Node("""{ "format": "email" }""").AsObject()).Errors("x"));
        Should.Throw<NotSupportedException>(() => new JsonSchema(Node("""{ "$ref": "#/$defs/none" }""").AsObject()).Errors("x"));
        Should.Throw<NotSupportedException>(() => new JsonSchema(Node("""{ "type": "text" }""").AsObject()).Errors("x"));
    }

    [Fact]
    public void Else_and_null_mean_what_they_say()
    {
        var schema = new JsonSchema(Node("""{ "if": { "type": "null" }, "else": { "const": 1 } }""").AsObject());
        schema.Errors(null).ShouldBeEmpty();
        schema.Errors(JsonValue.Create(2)).Count.ShouldBe(1);
    }

    private static IEnumerable<string> Pictures(JsonNode file) =>
        new[] { file["brand"]!["logo"], file["brand"]!["icon"], file["brand"]!["cover"] }
            .Concat(file["venues"]!.AsArray().Select(venue => venue!["photo"])).OfType<JsonValue>().Select(picture => (string)picture!);

    private static JsonNode Read(string path) => Node(File.ReadAllText(path));

    private static JsonNode Node(string json) => JsonNode.Parse(json)!;
}
