using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Ui.Parts;

namespace PadelSaaS.Venues.Managing;

/// <summary>What the pages of a venue's sections have in common: show what is saved, save what was typed, keep it when it is refused.</summary>
internal sealed class Pages(Editor editor, Readiness readiness, IPrices prices, IStringLocalizer<VenuesWords> t)
{
    public static string PathOf(string key, string section) => section.Length == 0 ? $"/manage/venues/{key}" : $"/manage/venues/{key}/{section}";

    /// <summary>The section as saved.</summary>
    public async Task<IResult> ShowAsync<TPage>(string key, Func<Found, Typed> typed, string? done, CancellationToken stop) where TPage : IComponent =>
        await editor.FindAsync(key, stop) is { } found ? await PageAsync<TPage>(found, new ManagedForm(typed(found), [], Done: done), StatusCodes.Status200OK, stop) : Refusals.NoVenue;

    /// <summary>The section with a form that is not to be saved yet.</summary>
    /// <param name="draft">Makes the venue, in memory, what the form would make it; for a preview.</param>
    public async Task<IResult> DraftAsync<TPage>(string key, Typed typed, Action<Venue, Faults>? draft, CancellationToken stop) where TPage : IComponent
    {
        if (await editor.FindAsync(key, stop) is not { } found) return Refusals.NoVenue;

        var faults = new Faults();
        draft?.Invoke(found.Venue, faults);
        return await PageAsync<TPage>(found, new ManagedForm(typed, Sentences(faults)), StatusCodes.Status200OK, stop);
    }

    /// <summary>Saves the section and goes back to it, or shows what was typed with what speaks against it.</summary>
    public async Task<IResult> SaveAsync<TPage>(
        string key, string section, string act, Typed typed, Func<Venue, Faults, ValueTask> change, CancellationToken stop, Action<Venue, Faults>? draft = null) where TPage : IComponent
    {
        var edited = await editor.ChangeAsync(key, typed.Revision, act, change, stop);
        if (edited.IsSaved) return Results.Redirect($"{PathOf(key, section)}?done=saved");
        if (await editor.FindAsync(key, stop) is not { } found) return Refusals.NoVenue;
        draft?.Invoke(found.Venue, new Faults());
        if (edited.Refusal is null)
            return await PageAsync<TPage>(found, new ManagedForm(typed, Sentences(edited.Faults)), edited.Faults.Refusal().Status, stop);

        // Saved once more, knowingly, it takes the place of what the other one wrote.
        var again = typed.With("revision", $"{found.Revision}");
        return await PageAsync<TPage>(found, new ManagedForm(again, [], Meanwhile: found.History.Count > 0 ? found.History[0].Actor : ""), StatusCodes.Status409Conflict, stop);
    }

    /// <summary>Does something to a venue that has no form of its own, and goes back to its first page or says there why not.</summary>
    public async Task<IResult> DoAsync(string key, long seen, string act, Func<Venue, Faults, ValueTask> change, CancellationToken stop)
    {
        var edited = await editor.ChangeAsync(key, seen, act, change, stop);
        if (edited.IsSaved) return Results.Redirect($"{PathOf(key, "")}?done={act}");
        if (await editor.FindAsync(key, stop) is not { } found) return Refusals.NoVenue;

        var form = new ManagedForm(DetailsInput.Of(found.Venue).Typed(found.Revision), Sentences(edited.Faults), Meanwhile: edited.Refusal is null ? null : found.History.Select(row => row.Actor).FirstOrDefault(""));
        return await PageAsync<UseCases.Manage.DetailsPage>(found, form, StatusCodes.Status409Conflict, stop);
    }

    public IReadOnlyList<FieldError> Sentences(Faults faults) => [.. faults.All.Select(fault => new FieldError(fault.Field, t[fault.Sentence, fault.Values]))];

    private async Task<RazorComponentResult<TPage>> PageAsync<TPage>(Found found, ManagedForm form, int status, CancellationToken stop) where TPage : IComponent
    {
        var week = await prices.PreviewAsync(found.Venue.ToCard(found.Revision), stop);
        return new(new { Venue = ManagedVenue.Of(found, await readiness.GapsAsync(found.Venue, stop), week), Form = form }) { StatusCode = status };
    }
}
