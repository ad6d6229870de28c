using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PadelSaaS.Contracts.Privacy;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Privacy;

/// <summary>
/// Packs what every service keeps about a person: a JSON file for each, a manifest that names the files and what stands in them, and a text that
/// says how to read it. Keys of links are taken out, so that the archive opens nothing.
/// </summary>
internal static partial class Archive
{
    private const string Text = """
        This archive holds what {0} keeps about you.

        manifest.json   whose data it is, when it was written, which files there are and the fields of each
        *.json          one file for each part of the club's platform

        The files are JSON in UTF-8. Names of fields are in camelCase. Times are ISO 8601 with their offset. Amounts are whole
        numbers of the currency's smallest unit (fields that end in "Minor"), with the currency as an ISO 4217 code beside them.
        {1} stands where a key of a link was: whoever reads this archive can open nothing with it.

        Other people's data is not in it. Who played along at a booking of yours is left out; whom you handed a booking to is there,
        because you wrote it. Messages stand as they were sent to you. Passwords and keys are not in it either.

        """;

    private const string Gone = "(left out)";

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The archive's bytes.</summary>
    /// <param name="parts">What each service said, by its name.</param>
    public static byte[] Write(TenantInfo club, DataExport export, Person person, IReadOnlyDictionary<string, JsonObject> parts, DateTimeOffset now)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8))
        {
            var files = new JsonArray();
            foreach (var (service, said) in parts.OrderBy(part => part.Key, StringComparer.Ordinal))
            {
                var told = (JsonObject)Told(said)!;
                Put(zip, $"{service}.json", told.ToJsonString(Readable), now);
                files.Add(new JsonObject { ["file"] = $"{service}.json", ["service"] = service, ["sections"] = new JsonArray([.. told.Select(section => (JsonNode)Described(section.Key, section.Value))]) });
            }
            var manifest = new JsonObject
            {
                ["format"] = "personal-data",
                ["version"] = 1,
                ["club"] = new JsonObject { ["slug"] = club.Slug, ["name"] = club.Name, ["zone"] = club.Zone },
                ["for"] = new JsonObject { ["account"] = $"{export.AccountId}", ["name"] = person.Names is [var name, ..] ? name : null },
                ["askedAt"] = export.AskedAt,
                ["madeAt"] = now,
                ["files"] = files,
            };
            Put(zip, "manifest.json", manifest.ToJsonString(Readable), now);
            Put(zip, "README.txt", string.Format(System.Globalization.CultureInfo.InvariantCulture, Text, club.Name, Gone), now);
        }
        return bytes.ToArray();
    }

    // Rows come with the database's names; what an API says is camelCase.
    private static JsonNode? Told(JsonNode? node) => node switch
    {
        JsonObject said => new JsonObject(said.Select(field => KeyValuePair.Create(Camel(field.Key), Told(field.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Told)]),
        JsonValue value when value.TryGetValue<string>(out var text) => LinkKey().Replace(text, $"$1{Gone}"),
        _ => node?.DeepClone(),
    };

    private static JsonObject Described(string name, JsonNode? section)
    {
        var rows = section is JsonArray list ? list.OfType<JsonObject>().ToList() : [];
        return new JsonObject { ["name"] = name, ["entries"] = rows.Count, ["fields"] = new JsonArray([.. rows.SelectMany(row => row.Select(field => field.Key)).Distinct().Select(field => (JsonNode)field)]) };
    }

    private static string Camel(string name) => Underscore().Replace(name, letter => letter.Groups[1].Value.ToUpperInvariant());

    private static void Put(ZipArchive zip, string name, string content, DateTimeOffset now)
    {
        var entry = zip.CreateEntry(name);
        entry.LastWriteTime = now;
        using var file = entry.Open();
        file.Write(Encoding.UTF8.GetBytes(content));
    }

    [GeneratedRegex("(?<=[a-z0-9])_([a-z0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Underscore();

    [GeneratedRegex(@"([?&](?:key|token|code)=)[^\s&""'<>)]+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex LinkKey();
}
