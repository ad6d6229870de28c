using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Players;
using PadelSaaS.Platform.Http;
using PadelSaaS.Ui.Parts;

namespace PadelSaaS.Venues.Managing;

/// <summary>What the pages of a venue's sections have in common: show what is saved, save what was typed, keep it when it is refused.</summary>
internal sealed class Pages(Editor editor, OtherHours hours, Readiness readiness, IPrices prices, IPriceReplay replay, ICustomers customers, IStringLocalizer<VenuesWords> t)
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
        return await AgainAsync<TPage>(key, typed, edited.Faults, edited.Refusal, draft, stop);
    }

    /// <summary>Saves other hours and goes back, or shows what was typed with the bookings that would lie outside: sent again with their names, they are kept.</summary>
    public async Task<IResult> SaveHoursAsync<TPage>(string key, string section, Typed typed, long? seen, Action<Venue, Faults> change, CancellationToken stop) where TPage : IComponent
    {
        var keep = typed.All("keep").Select(id => Guid.TryParse(id, out var booking) ? booking : default).ToHashSet();
        var changed = await hours.ChangeAsync(key, seen, section, change, keep, stop);
        if (changed.IsSaved) return Results.Redirect($"{PathOf(key, section)}?done=saved");
        if (changed.InTheWay.Count == 0) return await AgainAsync<TPage>(key, typed, changed.Faults, changed.Refusal, null, stop);

        return await editor.FindAsync(key, stop) is { } found
            ? await PageAsync<TPage>(found, new ManagedForm(typed, []) { InTheWay = changed.InTheWay }, StatusCodes.Status409Conflict, stop)
            : Refusals.NoVenue;
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

    /// <summary>The section as saved, with why something else on its page was refused.</summary>
    public async Task<IResult> RefusedAsync<TPage>(string key, Func<Found, Typed> typed, Edited edited, CancellationToken stop) where TPage : IComponent
    {
        if (edited.Refusal is { } refusal) return refusal;
        return await editor.FindAsync(key, stop) is { } found
            ? await PageAsync<TPage>(found, new ManagedForm(typed(found), Sentences(edited.Faults)), edited.Faults.Refusal().Status, stop)
            : Refusals.NoVenue;
    }

    public IReadOnlyList<FieldError> Sentences(Faults faults) => [.. faults.All.Select(fault => new FieldError(fault.Field, t[fault.Sentence, fault.Values]))];

    private async Task<IResult> AgainAsync<TPage>(string key, Typed typed, Faults faults, Refusal? refusal, Action<Venue, Faults>? draft, CancellationToken stop) where TPage : IComponent
    {
        if (await editor.FindAsync(key, stop) is not { } found) return Refusals.NoVenue;
        draft?.Invoke(found.Venue, new Faults());
        if (refusal is null) return await PageAsync<TPage>(found, new ManagedForm(typed, Sentences(faults)), faults.Refusal().Status, stop);

        // Saved once more, knowingly, it takes the place of what the other one wrote.
        var again = typed.With("revision", $"{found.Revision}");
        return await PageAsync<TPage>(found, new ManagedForm(again, [], Meanwhile: found.History.Count > 0 ? found.History[0].Actor : ""), StatusCodes.Status409Conflict, stop);
    }

    private async Task<RazorComponentResult<TPage>> PageAsync<TPage>(Found found, ManagedForm form, int status, CancellationToken stop) where TPage : IComponent
    {
        // Somebody who asks for a preview of prices sees the past month at them.
        if (form.Typed["do"] == "preview" && form.Errors.Count == 0 && found.Venue.EditedList is { } list)
            form = form with { Replay = await replay.OfAsync(found.Venue.ToCard(found.Revision, found.At), list, stop) };
        var week = await prices.PreviewAsync(found.Venue.ToCard(found.Revision, found.At), stop);
        var language = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
        var groups = (await customers.GroupsAsync(stop)).Select(group => new Option(group.Key, group.NameIn(language)));
        return new(new { Venue = ManagedVenue.Of(found, await readiness.GapsAsync(found.Venue, stop), week) with { CustomerGroups = [.. groups] }, Form = form }) { StatusCode = status };
    }
}
