using System.Text.Json.Nodes;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Tenants;

namespace PadelSaaS.Tenants.Legal;

/// <summary>The property <c>legal</c> of a tenant's file: texts in Markdown by kind and language.</summary>
internal sealed class LegalSection(LegalBook book) : ITenantFileSection
{
    public string Name => "legal";

    public int Order => 45;

    public void Check(JsonNode? section, JsonObject file) => Read(section);

    public async Task ApplyAsync(Guid tenant, JsonNode? section, JsonObject file, CancellationToken stop)
    {
        if (section is not null) await book.SaveAsync(Read(section), stop);
    }

    public async Task<JsonNode?> ExportAsync(Guid tenant, CancellationToken stop)
    {
        var texts = await book.AllAsync(stop);
        if (texts.Count == 0) return null;
        return new JsonObject(LegalText.Kinds.Where(kind => texts.Keys.Any(key => key.Kind == kind)).Select(kind =>
            KeyValuePair.Create(kind, (JsonNode?)new JsonObject(texts.Where(text => text.Key.Kind == kind).OrderBy(text => text.Key.Language, StringComparer.Ordinal).Select(text => KeyValuePair.Create(text.Key.Language, (JsonNode?)text.Value))))));
    }

    private static Dictionary<(string Kind, string Language), string> Read(JsonNode? section)
    {
        var texts = new Dictionary<(string, string), string>();
        try
        {
            foreach (var (kind, languages) in section?.AsObject() ?? [])
            {
                if (!LegalText.Kinds.Contains(kind)) throw new TenantFileException($"legal: there is no text '{kind}'. There are {string.Join(", ", LegalText.Kinds)}.");
                foreach (var (language, text) in languages!.AsObject())
                {
                    var words = text!.GetValue<string>();
                    if (language.Length != 2 || words.Length is 0 or > LegalBook.Longest) throw new TenantFileException($"legal: '{kind}' is a text by two-letter language, of at most {LegalBook.Longest} letters.");
                    texts[(kind, language)] = words;
                }
            }
        }
        catch (Exception malformed) when (malformed is InvalidOperationException or NullReferenceException)
        {
            throw new TenantFileException("legal: texts by kind and language are needed.");
        }
        return texts;
    }
}
