using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Booking.Promos;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Booking.UseCases.Promos;

/// <summary>The club's codes by the API: who may change prices lists, makes, changes and stops them.</summary>
internal static class ManagePromoCodes
{
    /// <summary>A code with how often it is used now.</summary>
    /// <param name="Revision">To be sent with a change.</param>
    internal sealed record Answer(
        Guid Id, int Revision, string Code, int? PercentBasisPoints, Money? Amount, DateOnly? FirstDate, DateOnly? LastDate, int? MostUses, int? MostPerCustomer, Money? Least,
        IReadOnlyList<int> Weekdays, IReadOnlyList<Guid> CourtIds, bool Active, int Uses)
    {
        public static Answer Of(PromoCode code) => new(
            code.Id, code.Revision, code.Code, code.BasisPoints, Money(code.AmountMinor, code), code.FirstDate, code.LastDate, code.MostUses, code.MostPerCustomer, Money(code.LeastMinor, code),
            code.Weekdays, code.CourtIds, code.Active, code.Uses);

        private static Money? Money(long? minor, PromoCode code) => minor is { } amount ? new Money(amount, code.Currency) : null;
    }

    internal sealed record ListAnswer(IReadOnlyList<Answer> PromoCodes);

    /// <param name="Revision">The one the change was decided by; another one is refused.</param>
    internal sealed record Change(int Revision, PromoInput? PromoCode);

    public static void Map(Doors doors)
    {
        doors.Api.MapGet("/manage/promo-codes", async (PromoCodes codes, CancellationToken stop) => new ListAnswer([.. (await codes.ListAsync(stop)).Select(Answer.Of)]))
            .Needs(Ability.ManagePrices).WithSummary("The club's promo codes with how often each is used");
        doors.Api.MapPost("/manage/promo-codes", AddAsync).Needs(Ability.ManagePrices).Idempotent()
            .WithSummary("Make a promo code").Produces<Answer>(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(409);
        doors.Api.MapPut("/manage/promo-codes/{id:guid}", ChangeAsync).Needs(Ability.ManagePrices).Idempotent()
            .WithSummary("Change a promo code, stop it or let it count again; bookings keep what they were agreed with").Produces<Answer>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<IResult> AddAsync(PromoInput input, PromoCodes codes, CancellationToken stop)
    {
        if (await WrongAsync(input, codes, stop) is { } wrong) return wrong;
        var (code, refusal) = await codes.AddAsync(input, stop);
        return refusal is not null ? refusal : Results.Created((string?)null, Answer.Of(code!));
    }

    private static async Task<IResult> ChangeAsync(Guid id, Change change, PromoCodes codes, CancellationToken stop)
    {
        if (change.PromoCode is not { } input) return Refusal.Malformed("promoCode", "What the code is to be is needed.");
        if (await WrongAsync(input, codes, stop) is { } wrong) return wrong;
        var (code, refusal) = await codes.ChangeAsync(id, change.Revision, input, stop);
        return refusal is not null ? refusal : Results.Ok(Answer.Of(code!));
    }

    private static async Task<Refusal?> WrongAsync(PromoInput input, PromoCodes codes, CancellationToken stop)
    {
        var checks = new Checks();
        input.Check(checks, codes.Currency, text => text);
        checks.That(await codes.AreOursAsync(input.CourtIds, stop), "courtIds", "This court does not exist.");
        return checks.Pass ? null : checks.Refusal();
    }
}
