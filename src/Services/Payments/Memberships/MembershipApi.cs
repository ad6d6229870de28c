using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Contracts;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Payments.Memberships;

/// <summary>Memberships by the API: what there is, one's own, and for who sets prices all of them.</summary>
internal static class MembershipApi
{
    internal sealed record VersionAnswer(int Number, DateOnly FromDay, Money Price, int Months, Money Credit, bool Grandfather);

    internal sealed record PlanAnswer(Guid Id, string Name, string Description, string GroupKey, Money Price, int Months, Money Credit, bool Active, int Members, IReadOnlyList<VersionAnswer> Versions)
    {
        public static PlanAnswer Of(PlanSeen seen) => new(
            seen.Plan.Id, seen.Plan.Name, seen.Plan.Description, seen.Plan.GroupKey, seen.Price, seen.Now.Months, new Money(seen.Now.CreditMinor, seen.Plan.Currency), seen.Plan.Active, seen.Members,
            [.. seen.Versions.Select(one => new VersionAnswer(one.Number, one.FromDay, new Money(one.PriceMinor, seen.Plan.Currency), one.Months, new Money(one.CreditMinor, seen.Plan.Currency), one.Grandfather))]);
    }

    /// <summary>A plan as everybody sees it.</summary>
    internal sealed record OfferAnswer(Guid Id, string Name, string Description, Money Price, int Months, Money Credit);

    internal sealed record OfferList(IReadOnlyList<OfferAnswer> Plans);

    internal sealed record PlanList(IReadOnlyList<PlanAnswer> Plans);

    /// <param name="State"><c>active</c>, <c>past_due</c> or <c>frozen</c>.</param>
    internal sealed record Mine(Guid Id, string Plan, string State, DateOnly? PeriodFrom, DateOnly? PeriodTo, bool CancelAtEnd, Money Price, Money? Due, Money? NextPrice, string? NextPlan, DateOnly? FreezeFrom, DateOnly? FreezeUntil);

    internal sealed record Member(Guid Id, Guid AccountId, string Name, string Plan, string State, DateOnly? PeriodTo, bool CancelAtEnd, bool Given);

    internal sealed record MemberList(IReadOnlyList<Member> Members);

    internal sealed record JoinRequest(Guid PlanId, long? PriceMinor, string? Method);

    /// <param name="AtOnce">For the days that are left of the present period; otherwise from the next one on.</param>
    internal sealed record ChangeRequest(Guid PlanId, bool AtOnce, string? Method);

    internal sealed record FreezeRequest(DateOnly? From, int Days);

    internal sealed record PlanTexts(string? Name, string? Description, bool Active);

    internal sealed record GiveRequest(Guid AccountId, Guid PlanId, DateOnly? Until, string? Reason);

    internal sealed record EndRequest(string? Reason);

    public static void Map(Doors doors)
    {
        doors.Api.MapGet("/memberships", async (MembershipView view, CancellationToken stop) => new OfferList([.. (await view.OfAsync(null, stop)).Plans.Select(seen =>
            new OfferAnswer(seen.Plan.Id, seen.Plan.Name, seen.Plan.Description, seen.Price, seen.Now.Months, new Money(seen.Now.CreditMinor, seen.Plan.Currency)))])).WithSummary("Memberships the club sells");
        doors.Api.MapGet("/me/membership", MineAsync).NeedsAccount().WithSummary("Your membership: period, price, what is due and what comes next").Produces<Mine>().ProducesProblem(404);
        doors.Api.MapPost("/me/membership", async (JoinRequest request, Visit visit, Joining joining, CancellationToken stop) => Of(await joining.JoinAsync(Me(visit), request.PlanId, request.PriceMinor, request.Method, stop)))
            .NeedsAccount().MovesMoney().Idempotent().WithSummary("Become a member: 202 with the address where the first period is paid").Produces<WalletApi.ToPay>(202).ProducesProblem(404).ProducesProblem(409);
        doors.Api.MapPost("/me/membership/pay", async (Visit visit, Joining joining, CancellationToken stop) => Of(await joining.PayAsync(Me(visit), null, stop)))
            .NeedsAccount().MovesMoney().Idempotent().WithSummary("Pay what is due of your membership").Produces<WalletApi.ToPay>(202).ProducesProblem(404).ProducesProblem(409);
        doors.Api.MapPost("/me/membership/plan", async (ChangeRequest request, Visit visit, Joining joining, CancellationToken stop) => Of(await joining.ChangeAsync(Me(visit), request.PlanId, request.AtOnce, request.Method, stop)))
            .NeedsAccount().MovesMoney().Idempotent().WithSummary("Take another plan, at once for the difference (202) or from the next period on (204)").Produces<WalletApi.ToPay>(202).Produces(204).ProducesProblem(404).ProducesProblem(409);
        doors.Api.MapPost("/me/membership/cancel", async (Visit visit, Keeping keeping, CancellationToken stop) => Of(await keeping.CancelAsync(Me(visit), true, stop))).NeedsAccount().MovesMoney().Idempotent().WithSummary("End your membership with the period that is paid").Produces(204).ProducesProblem(404);
        doors.Api.MapPost("/me/membership/resume", async (Visit visit, Keeping keeping, CancellationToken stop) => Of(await keeping.CancelAsync(Me(visit), false, stop))).NeedsAccount().MovesMoney().Idempotent().WithSummary("Let a cancelled membership go on").Produces(204).ProducesProblem(404);
        doors.Api.MapPost("/me/membership/freeze", async (FreezeRequest request, Visit visit, Keeping keeping, CancellationToken stop) => Of(await keeping.FreezeAsync(Me(visit), request.From, request.Days, stop))).NeedsAccount().MovesMoney().Idempotent().WithSummary("Let your membership rest for 7 to 60 days; its period ends so much later").Produces(204).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);

        doors.Api.MapGet("/manage/memberships", MembersAsync).Needs(Ability.ManageCustomers).WithSummary("The club's members");
        doors.Api.MapPost("/manage/memberships", async (GiveRequest request, Keeping keeping, CancellationToken stop) => Of(await keeping.GiveAsync(request.AccountId, request.PlanId, request.Until, request.Reason, stop)))
            .Needs(Ability.ManagePrices).MovesMoney().Idempotent().WithSummary("Give somebody a membership until a day").Produces(204).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        doors.Api.MapPost("/manage/memberships/{id:guid}/end", async (Guid id, EndRequest request, Keeping keeping, CancellationToken stop) => Of(await keeping.EndAsync(id, request.Reason, stop)))
            .Needs(Ability.ManagePrices).MovesMoney().Idempotent().WithSummary("End a membership today, with a reason").Produces(204).ProducesProblem(400).ProducesProblem(404);
        doors.Api.MapGet("/manage/membership-plans", async (Plans plans, CancellationToken stop) => new PlanList([.. (await plans.ListAsync(false, stop)).Select(PlanAnswer.Of)])).Needs(Ability.ManagePrices).WithSummary("The club's plans with all their versions");
        doors.Api.MapPost("/manage/membership-plans", AddAsync).Needs(Ability.ManagePrices).Idempotent().WithSummary("Make a plan").Produces<PlanAnswer>(201).ProducesProblem(400).ProducesProblem(409);
        doors.Api.MapPut("/manage/membership-plans/{id:guid}", async (Guid id, PlanTexts texts, Plans plans, CancellationToken stop) => Of(await plans.ChangeAsync(id, texts.Name, texts.Description, texts.Active, stop)))
            .Needs(Ability.ManagePrices).Idempotent().WithSummary("Change what a plan is called and whether it is sold").Produces(204).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        doors.Api.MapPost("/manage/membership-plans/{id:guid}/versions", async (Guid id, VersionInput input, Plans plans, CancellationToken stop) => Of(await plans.PriceAsync(id, input, stop)))
            .Needs(Ability.ManagePrices).Idempotent().WithSummary("Say what a plan costs from a day on; members keep their price, or have 30 days' notice").Produces(204).ProducesProblem(400).ProducesProblem(404);
    }

    private static Guid Me(Visit visit) => visit.Caller.AccountId!.Value;

    private static async Task<IResult> MineAsync(Visit visit, MembershipView view, CancellationToken stop) => (await view.OfAsync(Me(visit), stop)).Mine is not { } mine ? Joining.None : Results.Ok(new Mine(
        mine.Membership.Id, mine.Plan, mine.Membership.State, mine.Membership.PeriodFrom, mine.Membership.PeriodTo, mine.Membership.CancelAtEnd, mine.Price, mine.Due, mine.NextPrice, mine.NextPlan, mine.Membership.FreezeFrom, mine.Membership.FreezeUntil));

    private static async Task<MemberList> MembersAsync(MembershipView view, CancellationToken stop) => new([.. (await view.MembersAsync(stop)).Select(one =>
        new Member(one.Membership.Id, one.Membership.AccountId, one.Name, one.Plan, one.Membership.State, one.Membership.PeriodTo, one.Membership.CancelAtEnd, one.Membership.Given))]);

    private static async Task<IResult> AddAsync(PlanInput input, Plans plans, CancellationToken stop)
    {
        var (id, refusal) = await plans.AddAsync(input, stop);
        return refusal is not null ? refusal : Results.Created((string?)null, PlanAnswer.Of((await plans.ListAsync(false, stop)).First(one => one.Plan.Id == id)));
    }

    private static IResult Of(Refusal? refusal) => refusal is not null ? refusal : TypedResults.NoContent();

    private static IResult Of(PurchaseOutcome outcome) => outcome.Refusal is { } refusal ? refusal
        : outcome.PayAt is { } payAt ? TypedResults.Accepted(payAt, new WalletApi.ToPay(outcome.Id, payAt)) : TypedResults.NoContent();
}
