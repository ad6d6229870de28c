using System.Text.Json.Nodes;

namespace PadelSaaS.Payments.StripeFake;

/// <summary>Cards, as Stripe's test names make them, and customers they are kept for.</summary>
internal sealed class PaymentMethods
{
    private const string Person = "email name phone description metadata[*] metadata preferred_locales[] address[city] address[country] address[line1] address[line2] address[postal_code] address[state] tax_exempt";

    public IEnumerable<StripeOperation> Operations =>
    [
        new("POST", "/v1/customers", $"{Person} payment_method invoice_settings[default_payment_method]", CreateCustomerAsync),
        new("GET", "/v1/customers", $"{Listing.Keys} email", (books, call, stop) => Listing.ListAsync(books, call, "customer", stop, "email")),
        new("GET", "/v1/customers/{customer}", "", async (books, call, stop) => StripeAnswer.Of((await books.FindAsync("customer", call.Id, call.Account, stop, "customer")).Body)),
        new("POST", "/v1/customers/{customer}", $"{Person} invoice_settings[default_payment_method]", UpdateCustomerAsync),
        new("DELETE", "/v1/customers/{customer}", "", DeleteCustomerAsync),
        new("GET", "/v1/customers/{customer}/payment_methods", $"{Listing.Keys} type", ListOfCustomerAsync),
        new("POST", "/v1/payment_methods", "type card[token] metadata[*] billing_details[name] billing_details[email]", CreateAsync),
        new("GET", "/v1/payment_methods/{payment_method}", "", async (books, call, stop) => StripeAnswer.Of((await books.FindAsync("payment_method", call.Id, call.Account, stop, "payment_method")).Body)),
        new("POST", "/v1/payment_methods/{payment_method}/attach", "customer", AttachAsync),
        new("POST", "/v1/payment_methods/{payment_method}/detach", "", DetachAsync),
    ];

    public static TestCard CardOf(StripeObject method) =>
        TestCard.ByName((string?)method.Hidden["card"]) ?? throw new InvalidOperationException($"The payment method {method.Id} is no card that is known.");

    /// <summary>The payment method a call names: one that exists, or a test name that becomes one.</summary>
    public async Task<StripeObject> UseAsync(StripeBooks books, string id, string account, CancellationToken stop) =>
        TestCard.ByName(id) is { } card ? Make(books, account, card) : await books.FindAsync("payment_method", id, account, stop, "payment_method", toChange: true);

    public static StripeObject Make(StripeBooks books, string account, TestCard card)
    {
        var method = books.Add("payment_method", account, null, card.Method());
        method.Hidden["card"] = card.Name;
        return method;
    }

    /// <summary>Keeps the card for its customer, when that was asked for and it was charged.</summary>
    public async Task KeepAsync(StripeBooks books, StripeObject method, string? customer, string? usage, CancellationToken stop)
    {
        if (usage is null || customer is null || method.Text("customer") is not null) return;
        await books.FindAsync("customer", customer, method.Account, stop, "customer");
        Keep(books, method, customer, usage);
    }

    public static void Keep(StripeBooks books, StripeObject method, string customer, string usage)
    {
        if (usage == "off_session") method.Hidden["set_up"] = true;
        if (method.Text("customer") == customer) return;
        method.Body["customer"] = customer;
        books.Tell("payment_method.attached", method);
    }

    private async Task<StripeAnswer> CreateCustomerAsync(StripeBooks books, StripeCall call, CancellationToken stop)
    {
        var customer = books.Add("customer", call.Account, null, Shapes.Customer());
        await SayAsync(books, call, customer, stop);
        if (call.Said.Text("payment_method") is { } method) Keep(books, await UseAsync(books, method, call.Account, stop), customer.Id, "on_session");
        books.Tell("customer.created", customer);
        return StripeAnswer.Of(customer.Body);
    }

    private async Task<StripeAnswer> UpdateCustomerAsync(StripeBooks books, StripeCall call, CancellationToken stop)
    {
        var customer = await books.FindAsync("customer", call.Id, call.Account, stop, "customer", toChange: true);
        await SayAsync(books, call, customer, stop);
        books.Tell("customer.updated", customer);
        return StripeAnswer.Of(customer.Body);
    }

    private static async Task<StripeAnswer> DeleteCustomerAsync(StripeBooks books, StripeCall call, CancellationToken stop)
    {
        var customer = await books.FindAsync("customer", call.Id, call.Account, stop, "customer", toChange: true);
        foreach (var name in customer.Body.Select(field => field.Key).Except(["id", "object", "created", "livemode"]).ToList()) customer.Body.Remove(name);
        customer.Body["deleted"] = true;
        return StripeAnswer.Of(new JsonObject { ["id"] = customer.Id, ["object"] = "customer", ["deleted"] = true });
    }

    private async Task SayAsync(StripeBooks books, StripeCall call, StripeObject customer, CancellationToken stop)
    {
        foreach (var name in new[] { "email", "name", "phone", "description", "tax_exempt" })
            if (call.Said.Has(name)) customer.Body[name] = call.Said.Text(name);
        if (call.Said.Keys.Any(key => key.StartsWith("address[", StringComparison.Ordinal)))
            customer.Body["address"] = new JsonObject(new[] { "city", "country", "line1", "line2", "postal_code", "state" }.Select(part => KeyValuePair.Create(part, (JsonNode?)call.Said.Text($"address[{part}]"))));
        if (call.Said.Has("preferred_locales[]")) customer.Body["preferred_locales"] = new JsonArray([.. call.Said.Many("preferred_locales[]").Select(one => (JsonNode)one)]);
        call.Said.Merge("metadata", customer.Map("metadata"));
        if (call.Said.Text("invoice_settings[default_payment_method]") is { } method)
            customer.Map("invoice_settings")["default_payment_method"] = (await books.FindAsync("payment_method", method, call.Account, stop, "payment_method")).Id;
    }

    private static Task<StripeAnswer> ListOfCustomerAsync(StripeBooks books, StripeCall call, CancellationToken stop) =>
        Listing.ListAsync(books, call, "payment_method", "account = $1 and kind = $2 and body->>'customer' = $3", [call.Account, "payment_method", call.Id], stop, "type");

    private static Task<StripeAnswer> CreateAsync(StripeBooks books, StripeCall call, CancellationToken stop)
    {
        call.Said.OneOf("type", "card");
        // Card numbers never reach a merchant's server: Stripe refuses them, and so do we; a token stands for a test card.
        var card = TestCard.ByName(call.Said.Required("card[token]").Replace("tok_", "pm_card_", StringComparison.Ordinal)) ?? throw StripeFailure.NoSuch("token", call.Said.Required("card[token]"), "card[token]");
        var method = Make(books, call.Account, card);
        call.Said.Merge("metadata", method.Map("metadata"));
        foreach (var part in new[] { "name", "email" })
            if (call.Said.Text($"billing_details[{part}]") is { } value) method.Map("billing_details")[part] = value;
        return Task.FromResult(StripeAnswer.Of(method.Body));
    }

    private async Task<StripeAnswer> AttachAsync(StripeBooks books, StripeCall call, CancellationToken stop)
    {
        var method = await UseAsync(books, call.Id, call.Account, stop);
        var customer = await books.FindAsync("customer", call.Said.Required("customer"), call.Account, stop, "customer");
        if (method.Text("customer") is { } other && other != customer.Id)
            throw StripeFailure.State("resource_already_exists", "The payment method you provided has already been attached to a customer.");
        var card = CardOf(method);
        if (card is { Code: { } code, Challenge: Challenge.Never } && card.Name != "pm_card_chargeCustomerFail") throw StripeFailure.Card(code, card.DeclineCode, card.Message, null);
        Keep(books, method, customer.Id, "on_session");
        return StripeAnswer.Of(method.Body);
    }

    private static async Task<StripeAnswer> DetachAsync(StripeBooks books, StripeCall call, CancellationToken stop)
    {
        var method = await books.FindAsync("payment_method", call.Id, call.Account, stop, "payment_method", toChange: true);
        if (method.Text("customer") is null) throw StripeFailure.Invalid("The payment method you provided is not attached to a customer so detachment is impossible.");
        method.Body["customer"] = null;
        method.Hidden.Remove("set_up");
        books.Tell("payment_method.detached", method);
        return StripeAnswer.Of(method.Body);
    }
}
