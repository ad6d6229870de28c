using System.Text.Json.Nodes;

namespace PadelSaaS.Payments.StripeFake;

/// <summary>Puts whole objects where ids stand, as <c>expand</c> asks: <c>latest_charge.balance_transaction</c>, <c>data.charge</c>, at most four deep.</summary>
internal static class Expansion
{
    private const int Deepest = 4;

    public static async Task<JsonNode> OfAsync(StripeBooks books, JsonNode body, IReadOnlyList<string> wanted, CancellationToken stop)
    {
        if (wanted.Count == 0) return body;
        var whole = body.DeepClone();
        foreach (var path in wanted)
        {
            var names = path.Split('.');
            if (names.Length > Deepest + (names[0] == "data" ? 1 : 0)) throw StripeFailure.Invalid($"You cannot expand more than {Deepest} levels of a property. Property: {path}", "expand");
            await IntoAsync(books, whole, names, path, stop);
        }
        return whole;
    }

    private static async Task IntoAsync(StripeBooks books, JsonNode? node, string[] names, string path, CancellationToken stop)
    {
        if (names.Length == 0 || node is null) return;
        if (node is JsonArray list)
        {
            foreach (var one in list) await IntoAsync(books, one, names, path, stop);
            return;
        }
        if (node is not JsonObject body) return;
        if (!body.ContainsKey(names[0])) throw StripeFailure.Invalid($"This property cannot be expanded ({names[0]}).", "expand");
        if (body[names[0]] is JsonValue value && value.TryGetValue<string>(out var id))
        {
            if (await books.TryFindAsync(id, stop) is not { } found) return;
            var shown = found.Body.DeepClone().AsObject();
            if (found.Kind == "balance_transaction") Balances.Show(shown, books.Now);
            body[names[0]] = shown;
        }
        await IntoAsync(books, body[names[0]], names[1..], path, stop);
    }
}
