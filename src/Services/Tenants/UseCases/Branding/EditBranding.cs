using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Tenants.Looks;

namespace PadelSaaS.Tenants.UseCases.Branding;

/// <summary>The page on which who runs the club says how its site looks: a draft, seen beside the form, and published when it is right.</summary>
internal sealed class EditBranding(LookBook book, Visit visit, IStringLocalizer<TenantsWords> t)
{
    public const string Path = "/manage/branding";

    public static void Map(Doors doors)
    {
        doors.Club.MapGet(Path, (string? done, EditBranding page, CancellationToken stop) => page.ShowAsync(null, null, done, 200, stop)).Needs(Ability.ManageTenant);
        doors.Club.MapPost(Path, (IFormCollection form, EditBranding page, CancellationToken stop) => page.DoAsync(form, stop)).Needs(Ability.ManageTenant).ByHolderAlone().TakesFiles();
    }

    private async Task<IResult> ShowAsync(LookTyped? typed, IReadOnlyDictionary<string, string>? errors, string? done, int status, CancellationToken stop)
    {
        var looks = await book.AllAsync(stop);
        var draft = looks.Find(one => one.PublishedAt is null);
        var shown = draft?.Look ?? Look.Of(visit.Tenant!);
        return new RazorComponentResult<BrandingPage>(new
        {
            Form = typed ?? LookTyped.Of(shown, draft?.Revision ?? 0),
            Errors = errors ?? new Dictionary<string, string>(),
            Draft = draft?.ChangedAt,
            Published = looks.Where(one => one.PublishedAt is not null).Select(one => new ShownLook(one.Version, one.Look.Name, one.Look.Primary, one.Look.Accent, one.PublishedAt!.Value)).ToList(),
            visit.Tenant!.Languages,
            visit.Tenant.Zone,
            Done = done,
        })
        { StatusCode = status };
    }

    private async Task<IResult> DoAsync(IFormCollection form, CancellationToken stop)
    {
        if (form["do"] == "discard")
        {
            await book.DiscardAsync(stop);
            return Results.Redirect($"{Path}?done=discarded");
        }
        if (form["version"].Count > 0)
            return int.TryParse(form["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var version) && await book.TakeUpAsync(version, stop) ? Results.Redirect($"{Path}?done=taken") : Refusal.NotFound("This look");

        // Pictures are taken in before anything else is judged: whoever has to mend a word need not choose them again.
        var (typed, errors) = await TakeInAsync(LookTyped.Of(form), form, stop);
        var checks = new Checks();
        var look = typed.Read(checks, visit.Tenant!, Look.Of(visit.Tenant!), await book.StoredAsync(stop));
        foreach (var (field, sentences) in checks.Errors) errors.TryAdd(field, t[sentences[0]]);
        if (errors.Count > 0) return await ShowAsync(typed, errors, null, StatusCodes.Status400BadRequest, stop);

        var refusal = await book.SaveAsync(look, typed.Seen, stop);
        if (refusal is null && form["do"] == "publish")
            refusal = await book.PublishAsync(typed.Seen + 1, stop);
        if (refusal is not null) return await ShowAsync(typed, new Dictionary<string, string> { [""] = t[refusal.Sentence] }, null, refusal.Status, stop);
        return Results.Redirect($"{Path}?done={(form["do"] == "publish" ? "published" : "saved")}");
    }

    private async Task<(LookTyped Typed, Dictionary<string, string> Errors)> TakeInAsync(LookTyped typed, IFormCollection form, CancellationToken stop)
    {
        var errors = new Dictionary<string, string>();
        foreach (var purpose in Look.Purposes)
        {
            if (form[$"{purpose}-none"].Count > 0) typed = typed.With(purpose, "");
            if (form.Files.GetFile($"{purpose}-file") is not { Length: > 0 } sent) continue;
            var made = await LookPictures.MakeAsync(purpose, await SentPicture.ReadAsync(sent, stop), stop);
            if (made.Of is { } picture)
            {
                await book.StoreAsync(picture, stop);
                typed = typed.With(purpose, picture.Name);
            }
            else errors[purpose] = string.Format(CultureInfo.CurrentCulture, t[made.Fault], made.Values);
        }
        return (typed, errors);
    }
}

/// <summary>A published look among others.</summary>
public sealed record ShownLook(int Version, string Name, string Primary, string Accent, DateTimeOffset PublishedAt);

/// <summary>The bytes of an upload.</summary>
internal static class SentPicture
{
    /// <summary>What was sent; of what is too large only that it is.</summary>
    public static async Task<byte[]> ReadAsync(IFormFile sent, CancellationToken stop)
    {
        if (sent.Length > LookPictures.MostBytes) return new byte[LookPictures.MostBytes + 1];
        using var content = new MemoryStream();
        await sent.CopyToAsync(content, stop);
        return content.ToArray();
    }
}
