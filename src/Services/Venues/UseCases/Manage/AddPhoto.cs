using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Venues.Managing;
using PadelSaaS.Venues.Photos;

namespace PadelSaaS.Venues.UseCases.Manage;

/// <summary>An owner adds a photo to a venue.</summary>
internal sealed class AddPhoto(UnitOfWork work, Editor editor, PhotoFiles files, Visit visit, TimeProvider clock)
{
    public const int MostPhotos = 12;

    public static void Map(Doors doors)
    {
        doors.Club.MapPost("/manage/venues/{key}/photos/new", SubmitAsync).Needs(Ability.ManageVenues).TakesFiles();
        doors.Api.MapPost("/manage/venues/{id:guid}/photos", HandleAsync).Needs(Ability.ManageVenues).Idempotent().TakesFiles()
            .WithSummary("Add a photo to a venue: a form with the file `photo` and fields `alt.en` … that say what can be seen")
            .Accepts<IFormFile>("multipart/form-data").Produces<ManagedAnswer>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<IResult> SubmitAsync(string key, IFormCollection form, AddPhoto add, Pages pages, CancellationToken stop)
    {
        var edited = await add.RunAsync(key, form, stop);
        if (edited.IsSaved) return Results.Redirect($"{Pages.PathOf(key, "photos")}?done=saved");
        return await pages.RefusedAsync<PhotosPage>(key, found => PhotosInput.Of(found.Venue).Typed(found.Revision).With(form.Where(field => field.Key.StartsWith("alt.", StringComparison.Ordinal))), edited, stop);
    }

    private static async Task<IResult> HandleAsync(Guid id, HttpRequest request, AddPhoto add, Editor editor, Readiness readiness, CancellationToken stop)
    {
        if (!request.HasFormContentType) return Refusal.Malformed("photo", "A form with a file is needed (multipart/form-data).");
        return await ManagedAnswer.AfterAsync(id, await add.RunAsync($"{id}", await request.ReadFormAsync(stop), stop), editor, readiness, stop);
    }

    private async Task<Edited> RunAsync(string venue, IFormCollection form, CancellationToken stop)
    {
        if (await editor.FindAsync(venue, stop) is null) return new Edited(null, new Faults(), Refusals.NoVenue);

        var sent = form.Files.GetFile("photo");
        using var content = new MemoryStream();
        // What is too large is refused by its length, and not read.
        if (sent?.Length <= PhotoMaker.MostBytes) await sent.CopyToAsync(content, stop);
        else if (sent is not null) content.SetLength(PhotoMaker.MostBytes + 1);
        var answer = await PhotoMaker.MakeAsync(content.ToArray(), stop);
        var made = answer.Of;
        var now = clock.GetUtcNow();
        var photo = new PhotoRow
        {
            Id = Guid.CreateVersion7(now),
            Checksum = made?.Checksum ?? "",
            Width = made?.Sizes[^1].Width ?? 0,
            Height = made?.Height ?? 0,
            Widths = [.. made?.Sizes.Select(size => size.Width) ?? []],
            CreatedAt = now,
        };
        var faults = new Faults();
        faults.Must(made is not null, "photo", answer.Fault, answer.Values);
        PhotosInput.Describe(photo, PhotosInput.Words(Typed.Of(form), "alt", visit), "alt", visit, faults);
        if (!faults.None) return new Edited(null, faults, null);

        await WriteAsync(photo.Id, made!, stop);
        return await editor.ChangeAsync(venue, null, "photos", (found, late) =>
        {
            late.Rule(found.Photos.Count < MostPhotos, "too_many_photos", "photo", "At most {0} photos.", MostPhotos);
            late.Rule(!found.Photos.Exists(other => other.Checksum == photo.Checksum), "photo_known", "photo", "This photo is here already.");
            photo.Position = found.Photos.Count;
            if (late.None) found.Photos.Add(photo);
            return ValueTask.CompletedTask;
        }, stop);
    }

    // Files do not take part in a transaction. The timer is there before them: when no row follows, it takes them away.
    private async Task WriteAsync(Guid photo, MadePhoto made, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        work.RingAt(clock.GetUtcNow() + TidyPhoto.Patience, TidyPhoto.Job, $"{photo}");
        await work.CommitAsync(stop);
        await files.PutAsync(photo, made, stop);
    }
}
