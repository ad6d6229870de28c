using System.Text.Json;

namespace PadelSaaS.Browser.House;

/// <summary>WCAG 2.2 AA as axe-core sees it: what it calls serious or critical is a fault of the page.</summary>
internal static class Rules
{
    private static readonly string Axe = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "axe.min.js"));

    /// <summary>Every rule, then once more what can differ in the dark.</summary>
    public static async Task ShouldHoldAsync(IPage page)
    {
        var found = await BreachesAsync(page, "{ type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }");
        await page.DarkenAsync();
        var inTheDark = await BreachesAsync(page, "{ type: 'rule', values: ['color-contrast'] }");
        await page.LightenAsync();
        found.Concat(inTheDark.Select(breach => $"dark: {breach}")).ShouldBeEmpty(page.Url);
    }

    // Evaluated, not added as a script: the page's content security policy stays in force.
    private static async Task<IReadOnlyList<string>> BreachesAsync(IPage page, string only)
    {
        await page.EvaluateAsync($"() => {{ if (!window.axe) {{ {Axe} }} }}");
        var answer = await page.EvaluateAsync<JsonElement>($"() => axe.run(document, {{ runOnly: {only}, rules: {{ 'label-content-name-mismatch': {{ enabled: false }} }}, resultTypes: ['violations'], preload: false }})");
        return [.. answer.GetProperty("violations").EnumerateArray()
            .Where(breach => breach.GetProperty("impact").GetString() is "serious" or "critical")
            .SelectMany(breach => breach.GetProperty("nodes").EnumerateArray().Take(4).Select(node =>
                $"{breach.GetProperty("id")}: {node.GetProperty("html").GetString()![..Math.Min(200, node.GetProperty("html").GetString()!.Length)]} — {node.GetProperty("failureSummary")}"))];
    }
}
