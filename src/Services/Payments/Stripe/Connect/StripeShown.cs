using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts;
using PadelSaaS.Ui.Parts;

namespace PadelSaaS.Payments.Stripe;

/// <summary>The club's account on its page.</summary>
/// <param name="Due">What is missing, in words, each once.</param>
/// <param name="Link">Whether there is something to see in Stripe's own pages.</param>
public sealed record StripeShown(string Account, bool TakesPayments, bool PaysOut, bool Disconnected, IReadOnlyList<string> Due, bool IsBeingVerified, DateTimeOffset? Deadline, DateTimeOffset? ReadAt, bool Link)
{
    internal static StripeShown Of(StripeClub club, IStringLocalizer<PaymentsWords> t) => new(
        club.Account!, club.ChargesEnabled, club.PayoutsEnabled, club.Disconnected, [.. club.Due.Select(name => Word(name, t)).Distinct()], club.BeingVerified.Count > 0, club.Deadline, club.ReadAt, club.DetailsSubmitted);

    // Stripe's names are paths such as individual.verification.document; what is not known here is said as Stripe says it.
    private static string Word(string name, IStringLocalizer<PaymentsWords> t) => name switch
    {
        "external_account" => t["A bank account for the money"],
        "business_type" => t["What kind of business the club is"],
        "business_profile.url" => t["The club's web address"],
        "business_profile.mcc" or "business_profile.product_description" => t["What the club sells"],
        _ when name.StartsWith("tos_acceptance", StringComparison.Ordinal) => t["Agreement to Stripe's terms"],
        _ when name.Contains("verification", StringComparison.Ordinal) || name.Contains("document", StringComparison.Ordinal) => t["A document that proves who you are"],
        _ when name.StartsWith("company", StringComparison.Ordinal) => t["Details of the company"],
        _ when name.StartsWith("representative", StringComparison.Ordinal) || name.StartsWith("individual", StringComparison.Ordinal) || name.StartsWith("person", StringComparison.Ordinal)
            || name.StartsWith("owners", StringComparison.Ordinal) || name.StartsWith("directors", StringComparison.Ordinal) => t["Details of who runs the club"],
        _ => name,
    };
}

/// <summary>A payout in the list.</summary>
public sealed record PayoutShown(string Id, Money Amount, string State, Tone Tone, DateTimeOffset ArrivesAt)
{
    internal static PayoutShown Of(Payout payout, IStringLocalizer<PaymentsWords> t)
    {
        (string word, Tone tone) = payout.State switch
        {
            "paid" => (t["Arrived"].Value, Tone.Good),
            "in_transit" => (t["On its way"].Value, Tone.Info),
            "pending" => (t["Waiting"].Value, Tone.Info),
            "failed" => (t["Failed"].Value, Tone.Bad),
            "canceled" => (t["Called off"].Value, Tone.Warn),
            var other => (other, Tone.Info),
        };
        return new PayoutShown(payout.Id, new Money(payout.AmountMinor, payout.Currency), word, tone, payout.ArrivesAt);
    }
}

/// <summary>A dispute in the list.</summary>
/// <param name="AnswerBy">Until when the club can answer; none when there is nothing to answer.</param>
public sealed record DisputeShown(string Id, Money Amount, string Reason, string State, Tone Tone, DateTimeOffset? AnswerBy, bool HasEvidence, Guid? BookingId)
{
    internal static DisputeShown Of(Dispute dispute, Guid? booking, IStringLocalizer<PaymentsWords> t)
    {
        (string word, Tone tone) = dispute.State switch
        {
            "needs_response" or "warning_needs_response" => (t["Needs your answer"].Value, Tone.Bad),
            "under_review" or "warning_under_review" => (t["The bank is looking at it"].Value, Tone.Info),
            "won" => (t["Won: the money is yours"].Value, Tone.Good),
            "lost" => (t["Lost: the money went back"].Value, Tone.Bad),
            "warning_closed" => (t["Closed without a charge"].Value, Tone.Good),
            var other => (other, Tone.Info),
        };
        var reason = dispute.Reason switch
        {
            "fraudulent" => t["The payer says it was not them"].Value,
            "duplicate" => t["The payer says they paid twice"].Value,
            "product_not_received" => t["The payer says they did not play"].Value,
            "product_unacceptable" => t["The payer is not content with what they got"].Value,
            "credit_not_processed" => t["The payer waits for money back"].Value,
            "subscription_canceled" => t["The payer says they had ended it"].Value,
            "unrecognized" => t["The payer does not know the payment"].Value,
            _ => t["Another reason"].Value,
        };
        var answerable = dispute.State is "needs_response" or "warning_needs_response";
        return new DisputeShown(dispute.Id, new Money(dispute.AmountMinor, dispute.Currency), reason, word, tone, answerable ? dispute.EvidenceDueAt : null, dispute.HasEvidence, booking);
    }
}
