using System.Text.Json.Nodes;
using PadelSaaS.Payments.StripeFake;
using PadelSaaS.Tests.House;

namespace PadelSaaS.Tests.Payments.Faults;

/// <summary>The payer's browser at a card company's page: tries until there is an answer, whatever happens to the line.</summary>
internal sealed class Payer(RealHost host, ClubRows rows, string account) : IDisposable
{
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(20) };

    /// <summary>Decides at the page to which an answer sent the payer.</summary>
    /// <param name="outcome"><c>pay</c>, <c>decline</c>, <c>weak</c>, <c>slow</c> or <c>late</c>.</param>
    /// <returns>False when there was nothing to pay any more.</returns>
    public async Task<bool> ChooseAsync(string answer, string outcome)
    {
        var parts = ((string)JsonNode.Parse(answer)!["payAt"]!).Split('/');
        if (parts.Contains("stripe")) return await AtStripeAsync(parts[^1], outcome);
        // Paid meanwhile: the way to pay leads back to the booking.
        if (!parts[^1].StartsWith("card_", StringComparison.Ordinal)) return false;
        (await host.InsistAsync(HttpMethod.Post, $"/api/v1/dev/card/{parts[^1]}", new { outcome })).Status.ShouldBeOneOf(200, 409);
        return true;
    }

    public void Dispose() => http.Dispose();

    private async Task<bool> AtStripeAsync(string payment, string outcome)
    {
        if (outcome is "slow" or "late") await Task.Delay(TimeSpan.FromSeconds(outcome == "slow" ? 1 : 3));
        var intent = (await rows.ListAsync($"select provider_reference from payments where id = '{payment}'"))[0];
        var card = outcome switch { "decline" => "pm_card_visa_chargeDeclined", "weak" => "pm_card_chargeCustomerFail", _ => "pm_card_visa" };
        for (var attempt = 0; attempt < 2000; attempt++)
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, $"http://127.0.0.1:{host.Port}/dev/stripe/v1/payment_intents/{intent}/confirm")
                {
                    Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["payment_method"] = card, ["return_url"] = "https://x.test/back" }),
                };
                request.Headers.Add("Authorization", "Bearer sk_test_browser");
                request.Headers.Add("Stripe-Version", StripeBooks.ApiVersion);
                request.Headers.Add("Stripe-Account", account);
                using var answer = await http.SendAsync(request);
                // A refused card (402), and an intent that was confirmed or called off before (400), are answers.
                if ((int)answer.StatusCode is < 500 and not 429) return true;
            }
            catch (Exception broken) when (broken is HttpRequestException or IOException or OperationCanceledException or System.Net.Sockets.SocketException)
            {
                // Nobody knows whether it was done: ask again.
            }
            await Task.Delay(50);
        }
        throw new InvalidOperationException($"The development Stripe never answered about {intent}.");
    }
}
