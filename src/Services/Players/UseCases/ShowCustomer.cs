using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Players.Pages;
using PadelSaaS.Players.Profile;
using PadelSaaS.Ui.Parts;

namespace PadelSaaS.Players.UseCases;

/// <summary>Somebody at the club looks at a customer: who they are, what they booked, what was agreed and noted.</summary>
internal static class ShowCustomer
{
    public static string PathOf(Guid id) => $"{ListCustomers.Path}/{id}";

    public static void Map(Doors doors)
    {
        doors.Club.MapGet(ListCustomers.Path + "/{id:guid}", ShowAsync).Needs(Ability.SeeCustomers);
        doors.Api.MapGet("/customers/{id:guid}", AnswerAsync).Needs(Ability.SeeCustomers)
            .WithSummary("A customer with bookings, notes, groups and history; one that was merged answers as the one that was kept").Produces<CustomerAnswer>().ProducesProblem(404);
    }

    private static async Task<IResult> AnswerAsync(Guid id, UnitOfWork work, Profiles profiles, CurrentTenant tenant, TimeProvider clock, CancellationToken stop) =>
        await ReadAsync(id, work, profiles, tenant, clock, stop) is var (_, answer) ? TypedResults.Ok(answer) : Refusals.NoCustomer;

    private static async Task<IResult> ShowAsync(
        Guid id, string? done, UnitOfWork work, Profiles profiles, CurrentTenant tenant, Visit visit, TimeProvider clock, CancellationToken stop)
    {
        if (await ReadAsync(id, work, profiles, tenant, clock, stop) is not var (known, answer)) return Refusals.NoCustomer;
        return known.Customer.Id == id ? Page(known, answer, CustomerTyped.Of(known), CustomerTyped.Of(known), [], null, visit, done, StatusCodes.Status200OK) : Results.Redirect(PathOf(known.Customer.Id), permanent: true);
    }

    /// <summary>The page again, with what was typed and what speaks against it.</summary>
    public static async Task<IResult> AgainAsync(
        Guid id, CustomerTyped? typed, CustomerTyped? seen, Refusal refusal, UnitOfWork work, Profiles profiles, CurrentTenant tenant, Visit visit, IStringLocalizer<PlayersWords> t, TimeProvider clock, CancellationToken stop)
    {
        if (await ReadAsync(id, work, profiles, tenant, clock, stop) is not var (known, answer)) return Refusals.NoCustomer;
        var now = CustomerTyped.Of(known);
        if (typed is not null && seen is not null && refusal.Slug == "changed_meanwhile")
        {
            var (joined, changes) = ChangedMeanwhile.Join(seen, typed, now);
            return Page(known, answer, joined, now, [], changes, visit, null, refusal.Status);
        }
        IReadOnlyList<FieldError> errors = Said(refusal, t);
        return Page(known, answer, typed ?? now, seen ?? now, errors, null, visit, null, refusal.Status);
    }

    /// <summary>What was refused, field by field.</summary>
    public static IReadOnlyList<FieldError> Said(Refusal refusal, IStringLocalizer<PlayersWords> t) =>
        refusal.More.TryGetValue("errors", out var found) && found is IReadOnlyDictionary<string, string[]> fields
            ? [.. fields.Select(field => new FieldError(field.Key, t[field.Value[0]]))]
            : [new FieldError(refusal.Field ?? "", t[refusal.Sentence])];

    private static async Task<(Known Known, CustomerAnswer Answer)?> ReadAsync(Guid id, UnitOfWork work, Profiles profiles, CurrentTenant tenant, TimeProvider clock, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var known = await profiles.ReadAsync(id, stop);
        await work.RollbackAsync();
        if (known is null) return null;
        var (booked, returned) = await profiles.BookedAsync(known, stop);
        return (known, CustomerAnswer.Of(known, booked, returned, tenant.Today(clock.GetUtcNow())));
    }

    private static RazorComponentResult<CustomerPage> Page(
        Known known, CustomerAnswer answer, CustomerTyped typed, CustomerTyped seen, IReadOnlyList<FieldError> errors, IReadOnlyList<ChangedMeanwhile>? meanwhile, Visit visit, string? done, int status) => new(new
        {
            Customer = answer,
            Typed = typed,
            Seen = seen,
            Meanwhile = meanwhile,
            Errors = errors,
            Groups = known.AllGroups.Select(group => new Option(group.Key, group.NameIn(visit.Language))).ToList(),
            Done = done,
        })
        { StatusCode = status };
}
