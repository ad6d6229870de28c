using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>What somebody at the test card page can make happen.</summary>
internal sealed record CardOutcome(string Code, string Result, TimeSpan After, bool Expired, bool Weak = false)
{
    /// <summary>All of them. The late one answers when the merchant waits no longer; the weak one is refused when what it holds is taken.</summary>
    public static readonly IReadOnlyList<CardOutcome> All =
    [
        new("pay", "succeeded", TimeSpan.Zero, Expired: false),
        new("decline", "declined", TimeSpan.Zero, Expired: false),
        new("slow", "succeeded", TimeSpan.FromSeconds(20), Expired: false),
        new("late", "succeeded", TimeSpan.FromMinutes(1), Expired: true),
        new("weak", "succeeded", TimeSpan.Zero, Expired: false, Weak: true),
    ];

    public static CardOutcome? Find(string? code) => All.FirstOrDefault(outcome => outcome.Code == code);

    /// <summary>When the card company answers.</summary>
    public DateTimeOffset AnswersAt(DevCardPayment payment, DateTimeOffset now) => (Expired && payment.ExpiresAt > now ? payment.ExpiresAt.Value : now) + After;
}

/// <summary>The payer decides at the card company, which will tell us so when its answer is due.</summary>
internal sealed class ChooseOutcome(UnitOfWork work, DevCardCompany company, CurrentTenant tenant, TimeProvider clock)
{
    /// <returns>The payment after the choice, or why there was none.</returns>
    public async Task<(DevCardPayment? Payment, Refusal? Refusal)> ChooseAsync(string reference, CardOutcome outcome, CancellationToken stop)
    {
        if (await company.FindAsync(tenant.Info.Id, reference, stop) is not { } payment) return (null, Refusal.NotFound("This card payment"));
        var answersAt = outcome.AnswersAt(payment, clock.GetUtcNow());
        if (!await company.ChooseAsync(tenant.Info.Id, reference, outcome, answersAt, stop))
            return (payment, Refusal.Conflict("card_used", "This card page was used before."));

        // A crash before this commit is an event that never comes: reconciliation finds the payment then.
        await work.BeginAsync(stop);
        work.RingAt(answersAt, SendCardEvent.Job, $"{reference} evt_{Guid.CreateVersion7(clock.GetUtcNow()):n}");
        await work.CommitAsync(stop);
        return (payment with { AnswersAt = answersAt }, null);
    }
}
