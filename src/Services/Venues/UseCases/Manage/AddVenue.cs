using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Venues.Managing;

namespace PadelSaaS.Venues.UseCases.Manage;

/// <summary>An owner adds a venue. Players do not see it yet; its rules begin as those of the club's first venue.</summary>
internal static class AddVenue
{
    /// <summary>The venue's first section; the others are filled in afterwards.</summary>
    internal sealed record Request(DetailsInput? Details);

    public static void Map(Doors doors)
    {
        doors.Club.MapGet("/manage/venues/new", ShowAsync).Needs(Ability.ManageVenues);
        doors.Club.MapPost("/manage/venues/new", SubmitAsync).Needs(Ability.ManageVenues);
        doors.Api.MapPost("/manage/venues", HandleAsync).Needs(Ability.ManageVenues).Idempotent()
            .WithSummary("Add a venue; players do not see it before it is published").Produces<ManagedAnswer>(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(409);
    }

    private static async Task<RazorComponentResult<NewVenuePage>> ShowAsync(UnitOfWork work, CurrentTenant current, TimeProvider clock, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var sister = await work.Model<VenuesModel>().Venues.AsNoTracking().OrderByDescending(venue => venue.Active).ThenBy(venue => venue.Position).FirstOrDefaultAsync(stop);
        await work.RollbackAsync();
        var typed = Typed.Of([("id", Guid.CreateVersion7(clock.GetUtcNow())), ("country", sister?.Country ?? current.Info.Country), ("zone", sister?.Zone ?? current.Info.Zone), ("city", sister?.City)]);
        return new(new { Form = new ManagedForm(typed, []) });
    }

    private static async Task<IResult> SubmitAsync(IFormCollection form, Pages pages, Editor editor, PlanRoom room, UnitOfWork work, Visit visit, TimeProvider clock, CancellationToken stop)
    {
        var typed = Typed.Of(form);
        // The page brings the venue's id with it: sent twice, the form makes one venue.
        if (!Guid.TryParse(typed["id"], out var id)) return Results.Redirect("/manage/venues/new");
        if (await editor.FindAsync($"{id}", stop) is { } made) return Results.Redirect(Pages.PathOf(made.Venue.Key, ""));

        var faults = new Faults();
        await work.BeginAsync(stop);
        var venue = await MakeAsync(id, DetailsInput.Read(typed, visit), work, editor, room, visit, clock, faults, stop);
        if (!faults.None)
        {
            await work.RollbackAsync();
            return new RazorComponentResult<NewVenuePage>(new { Form = new ManagedForm(typed, pages.Sentences(faults)) }) { StatusCode = faults.Refusal().Status };
        }
        await work.CommitAsync(stop);
        return Results.Redirect($"{Pages.PathOf(venue.Key, "courts")}?done=created");
    }

    private static async Task<IResult> HandleAsync(
        Request request, Editor editor, PlanRoom room, Readiness readiness, UnitOfWork work, Visit visit, TimeProvider clock, HttpContext http, IOptions<JsonOptions> json, CancellationToken stop)
    {
        var faults = new Faults();
        await work.BeginAsync(stop);
        if (!faults.Must(request.Details is not null, "details", "Details are needed.")) return await RefuseAsync(work, faults);

        var venue = await MakeAsync(Guid.CreateVersion7(clock.GetUtcNow()), request.Details!, work, editor, room, visit, clock, faults, stop);
        if (!faults.None) return await RefuseAsync(work, faults);

        var answer = JsonSerializer.Serialize(await ManagedAnswer.OfAsync(new Found(venue, 1, [], clock.GetUtcNow()), readiness, stop), json.Value.SerializerOptions);
        const string Type = "application/json; charset=utf-8";
        // The answer is stored with the venue: the same key never makes another.
        if (Idempotency.KeyOf(http) is { } key)
        {
            await work.Model<VenuesModel>().SaveChangesAsync(stop);
            Idempotency.IsStored(http);
            if (!await Idempotency.StoreAsync(work, key, StatusCodes.Status201Created, answer, Type, clock.GetUtcNow(), stop)) return await TheirsAsync(work, key, stop);
        }
        await work.CommitAsync(stop);
        http.Response.Headers.Location = $"/api/v1/manage/venues/{venue.Id}";
        return Results.Text(answer, Type, System.Text.Encoding.UTF8, StatusCodes.Status201Created);
    }

    private static async Task<Venue> MakeAsync(
        Guid id, DetailsInput details, UnitOfWork work, Editor editor, PlanRoom room, Visit visit, TimeProvider clock, Faults faults, CancellationToken stop)
    {
        // One at a time, so that two venues of one name get two keys.
        await using (var one = work.Command("select pg_advisory_xact_lock(hashtextextended(current_schema() || ' adds a venue', 0))")) await one.ExecuteNonQueryAsync(stop);
        var model = work.Model<VenuesModel>();
        var others = await model.Venues.AsNoTracking().OrderByDescending(venue => venue.Active).ThenBy(venue => venue.Position).ToListAsync(stop);
        var venue = Venue.New(id, VenueKey.Of(details.Name ?? "", [.. others.Select(other => other.Key)]), clock.GetUtcNow());
        details.Apply(venue, visit, faults);
        (others.Count > 0 ? RulesInput.Of(others[0]) : RulesInput.Usual).Apply(venue, new Faults());
        (venue.Currency, venue.Position, venue.UpdatedAt) = (visit.Tenant!.Currency, others.Select(other => other.Position).DefaultIfEmpty(-1).Max() + 1, clock.GetUtcNow());
        await room.CheckVenueAsync(others.Count, faults, stop);
        if (!faults.None) return venue;

        model.Add(venue);
        await editor.NoteAsync(venue, "created", "[]", stop);
        return venue;
    }

    // Somebody stored an answer under this key a moment before: this venue is undone.
    private static async Task<IResult> TheirsAsync(UnitOfWork work, RequestKey key, CancellationToken stop)
    {
        await work.RollbackAsync();
        await work.BeginAsync(stop);
        var first = await Idempotency.FindAsync(work, key, stop);
        await work.RollbackAsync();
        return Idempotency.Replay(key, first!);
    }

    private static async Task<IResult> RefuseAsync(UnitOfWork work, Faults faults)
    {
        await work.RollbackAsync();
        return faults.Refusal();
    }
}
