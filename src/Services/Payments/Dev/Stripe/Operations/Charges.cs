namespace PadelSaaS.Payments.StripeFake;

/// <summary>Charges and events: there to be read.</summary>
internal static class Charges
{
    public static IEnumerable<StripeOperation> Operations =>
    [
        new("GET", "/v1/charges", $"{Listing.Keys} customer payment_intent transfer_group", (books, call, stop) => Listing.ListAsync(books, call, "charge", stop, "customer", "payment_intent", "transfer_group")),
        new("GET", "/v1/charges/{charge}", "", async (books, call, stop) => StripeAnswer.Of((await books.FindAsync("charge", call.Id, call.Account, stop, "charge")).Body)),
        new("GET", "/v1/events", $"{Listing.Keys} type types[]", ListEventsAsync),
        new("GET", "/v1/events/{id}", "", async (books, call, stop) => StripeAnswer.Of((await books.FindAsync("event", call.Id, call.Account, stop)).Body)),
    ];

    private static Task<StripeAnswer> ListEventsAsync(StripeBooks books, StripeCall call, CancellationToken stop) => call.Said.Many("types[]") is { Count: > 0 } types
        ? Listing.ListAsync(books, call, "event", "account = $1 and kind = $2 and body->>'type' = any($3)", [call.Account, "event", types.ToArray()], stop)
        : Listing.ListAsync(books, call, "event", stop, "type");
}
