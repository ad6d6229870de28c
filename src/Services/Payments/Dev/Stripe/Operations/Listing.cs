using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PadelSaaS.Payments.StripeFake;

/// <summary>Lists as Stripe gives them: newest first, by pages, by time; and searches of payment intents.</summary>
internal static partial class Listing
{
    public const string Keys = "limit starting_after ending_before created created[gt] created[gte] created[lt] created[lte]";

    /// <param name="filters">Names of fields by which the call may choose; <c>name:hidden</c> stands among what only Stripe knows.</param>
    public static Task<StripeAnswer> ListAsync(StripeBooks books, StripeCall call, string kind, CancellationToken stop, params string[] filters) =>
        ListAsync(books, call, kind, "account = $1 and kind = $2", [call.Account, kind], stop, filters);

    /// <summary>What belongs to the object in the path.</summary>
    public static Task<StripeAnswer> OfAsync(StripeBooks books, StripeCall call, string kind, CancellationToken stop) =>
        ListAsync(books, call, kind, "account = $1 and kind = $2 and about = $3", [call.Account, kind, call.Id], stop);

    public static async Task<StripeAnswer> ListAsync(StripeBooks books, StripeCall call, string kind, string which, List<object?> values, CancellationToken stop, params string[] filters)
    {
        foreach (var filter in filters)
        {
            var name = filter.Split(':')[0];
            if (call.Said.Text(name) is not { } wanted) continue;
            values.Add(wanted);
            which += $" and {(filter.Contains(':', StringComparison.Ordinal) ? "hidden" : "body")}->>'{name}' = ${values.Count}";
        }
        foreach (var (key, sign) in new[] { ("created[gt]", ">"), ("created[gte]", ">="), ("created[lt]", "<"), ("created[lte]", "<="), ("created", "=") })
        {
            if (call.Said.Number(key) is not { } time) continue;
            values.Add(time);
            which += $" and (body->>'created')::bigint {sign} ${values.Count}";
        }
        var limit = call.Said.Number("limit") ?? 10;
        if (limit is < 1 or > 100) throw StripeFailure.Invalid("The limit has to be between 1 and 100.", "limit", "parameter_invalid_integer");
        var (after, before) = (call.Said.Text("starting_after"), call.Said.Text("ending_before"));
        foreach (var (id, sign) in new[] { (after, "<"), (before, ">") })
        {
            if (id is null) continue;
            values.Add(id);
            which += $" and serial {sign} coalesce((select serial from dev_stripe_objects where id = ${values.Count}), 0)";
        }
        var found = await books.ReadAsync($"where {which} order by serial {(before is null ? "desc" : "asc")} limit {limit + 1}", stop, [.. values]);
        var page = found.Take((int)limit).Select(one => one.Body);
        return StripeAnswer.Of(Shapes.List(call.Path, before is null ? page : page.Reverse(), found.Count > limit));
    }

    /// <summary>Search by metadata, status, currency, amount and customer: <c>metadata['booking_id']:'…' AND status:'succeeded'</c>.</summary>
    public static async Task<StripeAnswer> SearchAsync(StripeBooks books, StripeCall call, string kind, CancellationToken stop)
    {
        var query = call.Said.Required("query");
        var values = new List<object?> { call.Account, kind };
        var which = "account = $1 and kind = $2";
        foreach (var part in And().Split(query))
        {
            if (Clause().Match(part.Trim()) is not { Success: true } clause) throw StripeFailure.Invalid($"We were unable to parse your search query: {part}", "query");
            var name = clause.Groups["field"].Value;
            values.Add(clause.Groups["value"].Value);
            if (clause.Groups["key"].Success)
            {
                values.Add(clause.Groups["key"].Value);
                which += $" and body->'metadata'->>${values.Count} = ${values.Count - 1}";
            }
            else if (name is "status" or "currency" or "amount" or "customer") which += $" and body->>'{name}' = ${values.Count}";
            else throw StripeFailure.Invalid($"Field `{name}` is an unsupported search field for resource `{kind}s`.", "query");
        }
        var limit = call.Said.Number("limit") ?? 10;
        var found = await books.ReadAsync($"where {which} order by serial desc limit {Math.Clamp(limit, 1, 100)}", stop, [.. values]);
        return StripeAnswer.Of(new JsonObject
        {
            ["object"] = "search_result",
            ["data"] = new JsonArray([.. found.Select(one => one.Body.DeepClone())]),
            ["has_more"] = false,
            ["next_page"] = null,
            ["url"] = call.Path,
        });
    }

    [GeneratedRegex(@"\s+AND\s+", RegexOptions.IgnoreCase)]
    private static partial Regex And();

    [GeneratedRegex(@"^(?<field>[a-z_]+)(\[['""](?<key>[^'""]+)['""]\])?:\s*['""]?(?<value>[^'""]*)['""]?$")]
    private static partial Regex Clause();
}
