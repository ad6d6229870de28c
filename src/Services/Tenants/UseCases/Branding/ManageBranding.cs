using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Tenants.Looks;

namespace PadelSaaS.Tenants.UseCases.Branding;

/// <summary>A program reads, drafts and publishes a club's branding.</summary>
internal static class ManageBranding
{
    private const string Path = "/manage/branding";

    public static void Map(Doors doors)
    {
        doors.Api.MapGet(Path, ReadAsync).Needs(Ability.ManageTenant).WithSummary("The club's branding as everybody sees it, and the draft of the next");
        doors.Api.MapPut($"{Path}/draft", SaveAsync).Needs(Ability.ManageTenant).ByHolderAlone().WithSummary("Save the draft of the club's branding").Produces<BrandingAnswer>().ProducesProblem(400).ProducesProblem(409);
        doors.Api.MapDelete($"{Path}/draft", DiscardAsync).Needs(Ability.ManageTenant).ByHolderAlone().WithSummary("Throw the draft of the club's branding away");
        doors.Api.MapPost($"{Path}/draft/publish", PublishAsync).Needs(Ability.ManageTenant).ByHolderAlone().WithSummary("Let everybody see the draft").Produces<BrandingAnswer>().ProducesProblem(409);
        doors.Api.MapPost($"{Path}/pictures/{{purpose}}", StoreAsync).Needs(Ability.ManageTenant).ByHolderAlone().TakesFiles()
            .WithSummary("Store a logo, icon or cover for a draft to name: a form with the file `picture`").Accepts<IFormFile>("multipart/form-data").Produces<StoredPicture>(201).ProducesProblem(400).ProducesProblem(404);
    }

    private static async Task<BrandingAnswer> ReadAsync(LookBook book, Visit visit, ITenantStore tenants, CancellationToken stop)
    {
        var draft = (await book.AllAsync(stop)).Find(one => one.PublishedAt is null);
        return new BrandingAnswer(BodyOf(Look.Of((await tenants.FindAsync(visit.Tenant!.Id, stop))!), 0), draft is null ? null : BodyOf(draft.Look, draft.Revision));
    }

    private static async Task<IResult> SaveAsync(LookBody body, LookBook book, Visit visit, ITenantStore tenants, CancellationToken stop)
    {
        var checks = new Checks();
        var look = LookTyped.Of(body).Read(checks, visit.Tenant!, Look.Of(visit.Tenant!), await book.StoredAsync(stop));
        if (!checks.Pass) return checks.Refusal();
        return await book.SaveAsync(look, body.Revision, stop) is { } refusal ? refusal : Results.Ok(await ReadAsync(book, visit, tenants, stop));
    }

    private static async Task<IResult> DiscardAsync(LookBook book, CancellationToken stop)
    {
        await book.DiscardAsync(stop);
        return Results.NoContent();
    }

    private static async Task<IResult> PublishAsync(Publication body, LookBook book, Visit visit, ITenantStore tenants, CancellationToken stop) =>
        await book.PublishAsync(body.Revision, stop) is { } refusal ? refusal : Results.Ok(await ReadAsync(book, visit, tenants, stop));

    private static async Task<IResult> StoreAsync(string purpose, HttpRequest request, LookBook book, CancellationToken stop)
    {
        if (!Look.Purposes.Contains(purpose)) return Refusal.NotFound("This kind of picture");
        if (!request.HasFormContentType || (await request.ReadFormAsync(stop)).Files.GetFile("picture") is not { } sent) return Refusal.Malformed("picture", "A form with a file is needed (multipart/form-data).");
        var made = await LookPictures.MakeAsync(purpose, await SentPicture.ReadAsync(sent, stop), stop);
        if (made.Of is not { } picture) return Refusal.Malformed("picture", string.Format(System.Globalization.CultureInfo.InvariantCulture, made.Fault, made.Values));
        await book.StoreAsync(picture, stop);
        return Results.Created($"/files/{picture.Name}", new StoredPicture(picture.Name));
    }

    private static LookBody BodyOf(Look look, int revision) => new(
        look.Name, look.Primary, look.Accent, look.Font, Nullable(look.Pictures), Nullable(look.Taglines), Nullable(look.Abouts), Nullable(look.Links), revision);

    private static Dictionary<string, string?> Nullable(IReadOnlyDictionary<string, string> texts) => texts.ToDictionary(text => text.Key, text => (string?)text.Value);
}

/// <summary>A club's branding.</summary>
/// <param name="Published">What everybody sees.</param>
/// <param name="Draft">What is prepared; <see langword="null"/> where nothing is.</param>
internal sealed record BrandingAnswer(LookBody Published, LookBody? Draft);

/// <summary>What to publish.</summary>
/// <param name="Revision">Of the draft that was read.</param>
internal sealed record Publication(int Revision);

/// <summary>A stored picture.</summary>
/// <param name="Name">What a draft calls it.</param>
internal sealed record StoredPicture(string Name);
