using System.Text;
using System.Text.Json.Nodes;
using PadelSaaS.Payments.StripeFake;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Payments.StripeFake;

/// <summary>The books of the development Stripe outlive its host: whoever asks again with the same key after a kill has paid once.</summary>
public sealed class KillTests
{
    private const int Payers = 60;
    private int broken;

    [Fact]
    public async Task A_kill_in_the_middle_of_payments_leaves_each_paid_once()
    {
        var database = await Template.CloneAsync(nameof(KillTests));
        await using (var host = new RealHost(database))
        {
            await host.StartAsync();
            using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{host.Port}"), Timeout = TimeSpan.FromSeconds(20) };
            var club = (string)(await AskAsync(http, HttpMethod.Post, "/v1/accounts", "country=ES&type=express&capabilities[card_payments][requested]=true"))["id"]!;
            await AskAsync(http, HttpMethod.Post, $"/control/accounts/{club}/complete", "");

            var paying = Task.WhenAll(Enumerable.Range(0, Payers).Select(payer => InsistAsync(http, club, payer)));
            for (var i = 0; i < 2; i++)
            {
                await Task.Delay(250);
                await host.KillAsync();
                await host.StartAsync();
            }
            var paid = await paying;

            paid.ShouldAllBe(id => id.StartsWith("pi_", StringComparison.Ordinal));
            paid.ShouldBeUnique();
            var balance = await AskAsync(http, HttpMethod.Get, "/v1/balance", null, club);
            ((long)balance["pending"]![0]!["amount"]!).ShouldBe(Payers * (1000 - 40 - 50));
            (await AskAsync(http, HttpMethod.Get, "/control/books", null))["wrong"]!.AsArray().ShouldBeEmpty();
            host.Deaths.ShouldBe(2);
            broken.ShouldBeGreaterThan(0);
        }
        await Cluster.ExecuteAsync("postgres", $"drop database {database} with (force)");
    }

    // As an adapter does: the same key until there is an answer that is no excuse.
    private async Task<string> InsistAsync(HttpClient http, string club, int payer)
    {
        await Task.Delay(payer * 40);
        for (var attempt = 0; attempt < 400; attempt++)
        {
            try
            {
                var form = $"amount=1000&currency=eur&application_fee_amount=50&payment_method=pm_card_visa&confirm=true&return_url=https://x.test/&metadata[share_id]={payer}";
                return (string)(await AskAsync(http, HttpMethod.Post, "/v1/payment_intents", form, club, $"share:{payer}"))["id"]!;
            }
            catch (Exception line) when (line is HttpRequestException or IOException or OperationCanceledException)
            {
                Interlocked.Increment(ref broken);
                await Task.Delay(50);
            }
        }
        return "never";
    }

    private static async Task<JsonNode> AskAsync(HttpClient http, HttpMethod method, string path, string? form, string? account = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, $"/dev/stripe{path}");
        request.Headers.Add("Authorization", "Bearer sk_test_kill");
        request.Headers.Add("Stripe-Version", StripeBooks.ApiVersion);
        if (account is not null) request.Headers.Add("Stripe-Account", account);
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        if (form is not null) request.Content = new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded");
        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new HttpRequestException($"{answer.StatusCode}: {text}");
    }
}
