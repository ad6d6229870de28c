using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Xml.Linq;

namespace PadelSaaS.Platform.Events;

/// <summary>What each fact looks like on the wire, as JSON Schema, and what Contracts say about it.</summary>
public static class FactSchemas
{
    // As facts are written: a number is a number, although one in quotes is read.
    private static readonly JsonSerializerOptions Written = new(FactCatalogue.Json) { NumberHandling = JsonNumberHandling.Strict, TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    private static readonly JsonSchemaExporterOptions Options = new() { TreatNullObliviousAsNonNullable = true };

    private static readonly Lazy<Dictionary<string, XElement>> Documentation = new(() =>
    {
        var file = Path.ChangeExtension(typeof(Contracts.IFact).Assembly.Location, ".xml");
        return File.Exists(file) ? XDocument.Load(file).Descendants("member").ToDictionary(member => member.Attribute("name")!.Value) : [];
    });

    /// <summary>The schema of a fact's payload.</summary>
    public static JsonObject Of(Type fact)
    {
        var schema = Written.GetJsonSchemaAsNode(fact, Options).AsObject();
        // The id of the thing is in the envelope, and computed from what the payload says anyway.
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", FactCatalogue.EventType(fact));
        return schema;
    }

    /// <summary>What the fact means, in a sentence of Contracts.</summary>
    public static string Summary(Type fact) => Text(Documentation.Value.GetValueOrDefault($"T:{fact.FullName}")?.Element("summary"));

    /// <summary>What a field means, where Contracts say more than its name does.</summary>
    public static string Summary(Type fact, string field)
    {
        var property = fact.GetProperty(field, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase);
        if (property is null) return "";
        var parameter = Documentation.Value.GetValueOrDefault($"T:{fact.FullName}")?.Elements("param").FirstOrDefault(one => one.Attribute("name")?.Value == property.Name);
        return Text(parameter ?? Documentation.Value.GetValueOrDefault($"P:{fact.FullName}.{property.Name}")?.Element("summary"));
    }

    // References are written as what they refer to.
    private static string Text(XElement? said)
    {
        if (said is null) return "";
        var words = string.Concat(said.DescendantNodes().Select(node => node switch
        {
            XText text => text.Value,
            XElement { IsEmpty: true } empty => empty.Attribute("langword")?.Value ?? empty.Attribute("cref")?.Value.Split('.', ':')[^1] ?? "",
            _ => "",
        }));
        return string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
