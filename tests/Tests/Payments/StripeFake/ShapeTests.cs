using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PadelSaaS.Payments.StripeFake;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Payments.StripeFake;

/// <summary>The development Stripe knows no key and tells no field that Stripe does not document, and leaves none out: by the types of Stripe's own library.</summary>
public sealed class ShapeTests(StripeFixture platform) : IClassFixture<StripeFixture>
{
    private static readonly JsonNode Documented = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "tests", "Tests", "Payments", "StripeFake", "stripe-2026-10-28.shapes.json")))!;

    private readonly StripeWire stripe = new(platform);

    [Fact]
    public void Every_key_an_operation_knows_is_one_of_Stripes()
    {
        var (compared, foreign) = (0, new List<string>());
        foreach (var operation in platform.Services.GetRequiredService<StripeOperations>().All)
        {
            if (Documented["parameters"]![$"{operation.Method} {operation.Template}"] is not JsonArray documented) continue;
            compared++;
            var keys = documented.Select(key => (string)key!).ToHashSet();
            foreign.AddRange(operation.Keys.Where(key => !keys.Contains(key)).Select(key => $"{operation.Method} {operation.Template}: {key}"));
        }
        foreign.ShouldBeEmpty();
        compared.ShouldBeGreaterThan(20);
    }

    [Fact]
    public void Requests_that_Stripe_documents_for_what_we_do_are_known()
    {
        var operations = platform.Services.GetRequiredService<StripeOperations>();
        var examples = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "tests", "Tests", "Payments", "StripeFake", "stripe-example-requests.json")))!.AsArray();
        examples.Count.ShouldBeGreaterThan(15);
        foreach (var example in examples)
        {
            var method = ((string)example!["operation"]!).Split(' ')[0];
            var (operation, _) = operations.Find(method, (string)example["path"]!);
            $"{operation.Method} {operation.Template}".ShouldBe((string)example["operation"]!);
            Should.NotThrow(() => operation.Check(Parameters.OfForm((string)example["form"]!)), (string)example["name"]!);
        }
    }

    [Fact]
    public async Task Every_object_has_the_fields_that_Stripe_documents_and_no_others()
    {
        var club = await stripe.ClubAsync();
        var customer = (await stripe.PostAsync("/v1/customers", "email=p@example.test&name=Ali", club)).Good();
        var paid = (await stripe.PayAsync(club, 4000, $"&application_fee_amount=200&customer={customer.Text("id")}&setup_future_usage=off_session")).Good();
        var declined = await stripe.PayAsync(club, 4000, card: "pm_card_visa_chargeDeclined");
        (await stripe.PayAsync(club, 4000, card: "pm_card_createDispute")).Good();
        var destination = (await stripe.PayAsync(null, 1000, $"&application_fee_amount=100&transfer_data[destination]={club}")).Good();
        (await stripe.PostAsync("/v1/refunds", $"payment_intent={destination.Text("id")}&reverse_transfer=true&refund_application_fee=true")).Good();
        (await stripe.PostAsync("/v1/refunds", $"payment_intent={paid.Text("id")}&amount=500&refund_application_fee=true", club)).Good();
        var refund = (await stripe.PostAsync("/v1/refunds", $"payment_intent={paid.Text("id")}&amount=500", club)).Good();
        (await stripe.PostAsync($"/control/refunds/{refund.Text("id")}/fail", "", club)).Good();
        var bypass = (await stripe.PayAsync(club, 9000, card: "pm_card_bypassPending")).Good();
        (await stripe.PostAsync("/v1/payouts", "amount=1000&currency=eur", club)).Good();
        var told = new List<JsonNode> { paid.Body, declined.Error["payment_intent"]!, destination.Body, bypass.Body };
        told.Add((await stripe.PostAsync("/v1/setup_intents", "payment_method=pm_card_visa&confirm=true", club)).Good().Body);
        told.Add((await stripe.PostAsync("/v1/account_links", $"account={club}&type=account_onboarding&refresh_url=https://x.test/&return_url=https://x.test/")).Good().Body);
        told.Add((await stripe.PostAsync($"/v1/accounts/{club}/login_links")).Good().Body);
        told.Add((await stripe.PostAsync("/v1/webhook_endpoints", "url=https://x.test/&enabled_events[]=payout.failed")).Good().Body);
        told.Add((await stripe.GetAsync($"/v1/accounts/{club}")).Good().Body);
        told.Add((await stripe.GetAsync($"/v2/core/accounts/{club}?include[0]=configuration.recipient&include[1]=requirements&include[2]=defaults&include[3]=identity")).Good().Body);
        foreach (var kind in new[] { "payment_intents", "charges", "refunds", "customers", "disputes", "payouts", "balance_transactions", "events" })
            told.Add((await stripe.GetAsync($"/v1/{kind}?limit=100", club)).Good().Body);
        foreach (var kind in new[] { "application_fees", "transfers", "balance_transactions", "charges", "refunds", "events" }) told.Add((await stripe.GetAsync($"/v1/{kind}?limit=100")).Good().Body);
        told.Add((await stripe.GetAsync("/v1/balance", club)).Good().Body);

        var (seen, wrong) = (new SortedSet<string>(), new SortedSet<string>());
        foreach (var one in told) Look(one, seen, wrong);
        wrong.ShouldBeEmpty(string.Join('\n', wrong));
        Documented["objects"]!.AsObject().Select(one => one.Key).Except(seen).ShouldBe(["v2.core.account_link"]);
    }

    private static void Look(JsonNode? node, SortedSet<string> seen, SortedSet<string> wrong)
    {
        if (node is JsonArray list)
            foreach (var one in list) Look(one, seen, wrong);
        if (node is not JsonObject body) return;
        if ((body["object"] as JsonValue)?.GetValueKind() == JsonValueKind.String && Documented["objects"]![(string)body["object"]!] is { } shape && (bool?)body["deleted"] != true)
        {
            var kind = (string)body["object"]!;
            seen.Add(kind);
            foreach (var field in Missing(body, shape)) wrong.Add($"{kind} lacks {field}");
            foreach (var field in Foreign(body, shape)) wrong.Add($"{kind} tells {field}");
        }
        foreach (var (_, value) in body) Look(value, seen, wrong);
    }

    private static IEnumerable<string> Missing(JsonObject body, JsonNode shape) => shape["required"]!.AsArray().Select(name => (string)name!).Where(name => !body.ContainsKey(name));

    private static IEnumerable<string> Foreign(JsonObject body, JsonNode shape)
    {
        foreach (var (name, value) in body)
        {
            if ((string?)shape["types"]![name] is not { } types) yield return name;
            else if (types != "any" && !types.Split('|').Contains(Kind(value))) yield return $"{name} as {Kind(value)}, which is {types}";
            else if (value is JsonObject inner && shape["nested"]![name] is JsonArray nested && !inner.ContainsKey("object"))
                foreach (var (key, _) in inner)
                    if (!nested.Any(known => (string?)known == key)) yield return $"{name}.{key}";
        }
    }

    private static string Kind(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "null",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => "number",
        JsonValueKind.Array => "array",
        JsonValueKind.Object => "object",
        _ => "string",
    };
}
