using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace PadelSaaS.Tests.House;

/// <summary>Every sentence of a page is in the resources of its service, in every language that ships.</summary>
public sealed partial class WordTests
{
    private static readonly string[] Languages = ["es", "ur"];
    private static readonly Dictionary<string, Dictionary<string, string>> Resources = Repository.Files("src", ".resx").ToDictionary(file => Path.GetFileName(file), Read);

    [Fact]
    public void Every_sentence_of_a_page_is_translated()
    {
        var missing = from use in Uses()
                      from language in Languages
                      let words = Translations(use.Words, language)
                      where !words.TryGetValue(use.Sentence, out var translated) || translated.Trim().Length == 0
                      select $"{use.Words}.{language}.resx lacks \"{use.Sentence}\" ({use.File})";
        var all = missing.Distinct().ToList();
        all.ShouldBeEmpty($"\n{string.Join('\n', all)}\n");
        Uses().Count().ShouldBeGreaterThan(50);
    }

    [Fact]
    public void A_translation_has_the_places_of_its_sentence()
    {
        foreach (var file in Repository.Files("src", ".resx"))
            foreach (var (sentence, translated) in Read(file))
                Places(translated).ShouldBe(Places(sentence), $"{Repository.Short(file)}: \"{sentence}\"");
    }

    [Fact]
    public void Languages_of_one_service_translate_the_same_sentences()
    {
        foreach (var file in Repository.Files("src", ".es.resx"))
        {
            var other = file.Replace(".es.resx", ".ur.resx", StringComparison.Ordinal);
            Read(other).Keys.Order(StringComparer.Ordinal).ShouldBe(Read(file).Keys.Order(StringComparer.Ordinal), Repository.Short(file));
        }
    }

    private static IEnumerable<(string Words, string Sentence, string File)> Uses() =>
        from project in Repository.Projects
        let folder = Path.GetDirectoryName(project)!
        from file in Repository.Files(folder, ".razor").Concat(Repository.Files(folder, ".cs"))
        let text = File.ReadAllText(file)
        from localizer in Localizers(text)
        from Match use in Regex.Matches(text, $@"(?<![\w.]){localizer.Key}\[""(?<sentence>(?:[^""\\]|\\.)*)""")
        select (localizer.Value, Regex.Unescape(use.Groups["sentence"].Value), Repository.Short(file));

    private static Dictionary<string, string> Localizers(string text)
    {
        var known = new Dictionary<string, string>();
        foreach (Match localizer in Localizer().Matches(text)) known[localizer.Groups["name"].Value] = localizer.Groups["words"].Value;
        return known;
    }

    private static Dictionary<string, string> Translations(string words, string language) => Resources.GetValueOrDefault($"{words}.{language}.resx", []);

    private static Dictionary<string, string> Read(string file) =>
        XDocument.Load(file).Root!.Elements("data").ToDictionary(data => (string)data.Attribute("name")!, data => (string)data.Element("value")!);

    private static string[] Places(string sentence) => [.. Place().Matches(sentence).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"\{\d+")]
    private static partial Regex Place();

    [GeneratedRegex(@"IStringLocalizer<(?<words>\w+)>\s+(?<name>\w+)")]
    private static partial Regex Localizer();
}
