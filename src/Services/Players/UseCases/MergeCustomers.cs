using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Players.Merging;
using PadelSaaS.Players.Pages;
using PadelSaaS.Players.Profile;

namespace PadelSaaS.Players.UseCases;

/// <summary>Somebody is in the list twice: the club sees who it may be, what becomes of both, and makes them one.</summary>
internal static class MergeCustomers
{
    /// <summary>The customer who goes; the one of the path is kept.</summary>
    internal sealed record Request(Guid With);

    internal sealed record Answer(IReadOnlyList<Lookalike> Lookalikes);

    public static string PathOf(Guid id, Guid? with = null) => $"{ShowCustomer.PathOf(id)}/merge{(with is null ? "" : $"?with={with}")}";

    public static void Map(Doors doors)
    {
        doors.Club.MapGet(ListCustomers.Path + "/{id:guid}/merge", ShowAsync).Needs(Ability.ManageCustomers);
        doors.Club.MapPost(ListCustomers.Path + "/{id:guid}/merge", SubmitAsync).Needs(Ability.ManageCustomers);
        doors.Api.MapGet("/customers/{id:guid}/lookalikes", FindAsync).Needs(Ability.ManageCustomers)
            .WithSummary("Customers who may be the same person, and why").Produces<Answer>().ProducesProblem(404);
        doors.Api.MapPost("/customers/{id:guid}/merge", HandleAsync).Needs(Ability.ManageCustomers).Idempotent()
            .WithSummary("Merge another customer into this one; the other's id leads here from then on").Produces(204).ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<IResult> HandleAsync(Guid id, Request request, Merger merger, CancellationToken stop) =>
        await merger.MergeAsync(id, request.With, stop) is { } refusal ? refusal : TypedResults.NoContent();

    private static async Task<IResult> FindAsync(Guid id, UnitOfWork work, Profiles profiles, Lookalikes lookalikes, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var customer = await profiles.FindAsync(id, stop);
        var found = customer is null ? [] : await lookalikes.OfAsync(customer, stop);
        await work.RollbackAsync();
        return customer is null ? Refusals.NoCustomer : TypedResults.Ok(new Answer(found));
    }

    private static Task<IResult> ShowAsync(Guid id, Guid? with, UnitOfWork work, Profiles profiles, Lookalikes lookalikes, IStringLocalizer<PlayersWords> t, CancellationToken stop) =>
        PageAsync(id, with, null, work, profiles, lookalikes, t, stop);

    private static async Task<IResult> SubmitAsync(
        Guid id, IFormCollection form, UnitOfWork work, Merger merger, Profiles profiles, Lookalikes lookalikes, IStringLocalizer<PlayersWords> t, CancellationToken stop)
    {
        var with = Guid.TryParse(form["with"], out var other) ? other : Guid.Empty;
        return await merger.MergeAsync(id, with, stop) is { } refusal
            ? await PageAsync(id, with, refusal, work, profiles, lookalikes, t, stop)
            : Results.Redirect($"{ShowCustomer.PathOf(id)}?done=merged");
    }

    private static async Task<IResult> PageAsync(
        Guid id, Guid? with, Refusal? refusal, UnitOfWork work, Profiles profiles, Lookalikes lookalikes, IStringLocalizer<PlayersWords> t, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        if (await profiles.FindAsync(id, stop) is not { } kept) return Refusals.NoCustomer;
        var gone = with is { } other ? await profiles.FindAsync(other, stop) : null;
        // The one with the account is kept, whichever page this began on.
        if (gone is not null && Merger.Refused(kept, gone) == Refusals.KeepTheAccount) return Results.Redirect(PathOf(gone.Id, kept.Id));
        if (gone is not null && Merger.Refused(kept, gone) is { } unfit) (refusal, gone) = (refusal ?? unfit, null);
        var found = gone is null ? await lookalikes.OfAsync(kept, stop) : [];
        var places = gone is null ? [] : await work.Model<PlayersModel>().GroupMembers.AsNoTracking().Where(place => place.CustomerId == kept.Id || place.CustomerId == gone.Id).ToListAsync(stop);
        await work.RollbackAsync();
        return new RazorComponentResult<MergePage>(new
        {
            Kept = Side.Of(kept, places),
            Gone = gone is null ? null : Side.Of(gone, places),
            Outcome = gone is null ? null : Side.After(kept, gone, places),
            MaySwap = gone is not null && Merger.Refused(gone, kept) is null,
            Found = found,
            Error = refusal is null ? null : t[refusal.Sentence].Value,
        })
        { StatusCode = refusal?.Status ?? StatusCodes.Status200OK };
    }
}

/// <summary>A customer as the page of a merger compares them.</summary>
public sealed record Side(Guid Id, bool HasAccount, string Name, string? Email, string? Phone, string Tags, string Groups, string? Blocked)
{
    internal static Side Of(Customer customer, IEnumerable<GroupMember> places) => new(
        customer.Id, customer.AccountId is not null, customer.Name, customer.Email, customer.Phone, string.Join(", ", customer.Tags),
        Written(places.Where(place => place.CustomerId == customer.Id).Select(place => (place.GroupKey, place.Until))), customer.BlockedReason);

    internal static Side After(Customer kept, Customer gone, IReadOnlyCollection<GroupMember> places)
    {
        var outcome = Merger.Outcome(kept, gone, places);
        return new Side(kept.Id, kept.AccountId is not null, kept.Name, kept.Email, outcome.Phone, string.Join(", ", outcome.Tags), Written(outcome.Groups), outcome.Blocked);
    }

    private static string Written(IEnumerable<(string Key, DateOnly? Until)> places) =>
        string.Join(", ", places.OrderBy(place => place.Key, StringComparer.Ordinal).Select(place => place.Until is { } until ? $"{place.Key} (→ {until:yyyy-MM-dd})" : place.Key));
}
