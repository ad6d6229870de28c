using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Notifications.Pages.Wording;
using PadelSaaS.Notifications.Wording;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Notifications.UseCases.Wording;

/// <summary>The form of words, as typed.</summary>
/// <param name="Seen">The newest version the writer has seen.</param>
public sealed record WordsForm(string Subject, string Heading, string Body, int Seen)
{
    /// <summary>What is wrong, by field.</summary>
    public IReadOnlyDictionary<string, string[]> Errors { get; init; } = new Dictionary<string, string[]>();

    /// <summary>Why it could not be done.</summary>
    public string? Refusal { get; init; }

    /// <summary>What is wrong with a field.</summary>
    public string? this[string field] => Errors.GetValueOrDefault(field)?[0];

    internal Written Written => new(Subject, Heading, Body);
}

/// <summary>The pages on which who runs the club says what its messages say: kind by kind, in each language, by each channel.</summary>
internal sealed class EditWords(WordingOffice office, Visit visit, Channels channels, IStringLocalizer<NotificationsWords> t)
{
    public const string Path = "/manage/messages";

    public static void Map(Doors doors)
    {
        doors.Club.MapGet(Path, (EditWords page, CancellationToken stop) => page.ListAsync(stop)).Needs(Ability.ManageTenant);
        doors.Club.MapGet($"{Path}/{{kind}}", (string kind, string? language, string? channel, int? version, string? done, EditWords page, CancellationToken stop) => page.ShowAsync(page.Key(kind, language, channel), null, version, done, 200, stop)).Needs(Ability.ManageTenant);
        doors.Club.MapPost($"{Path}/{{kind}}", (string kind, string? language, string? channel, IFormCollection form, EditWords page, CancellationToken stop) => page.DoAsync(page.Key(kind, language, channel), form, stop)).Needs(Ability.ManageTenant).ByHolderAlone();
        doors.Club.MapGet($"{Path}/{{kind}}/preview", (string kind, string? language, string? channel, int? version, HttpContext http, EditWords page, CancellationToken stop) => page.PreviewAsync(page.Key(kind, language, channel), null, version, http, stop)).Needs(Ability.ManageTenant);
        doors.Club.MapPost($"{Path}/{{kind}}/preview", (string kind, string? language, string? channel, IFormCollection form, HttpContext http, EditWords page, CancellationToken stop) => page.PreviewAsync(page.Key(kind, language, channel), Read(form), null, http, stop)).Needs(Ability.ManageTenant);
    }

    private WordsKey Key(string kind, string? language, string? channel) => new(kind, language ?? visit.Tenant!.DefaultLanguage, channel ?? ChannelKind.Email);

    private static string To(WordsKey key, string more = "") => $"{Path}/{key.Kind}?language={key.Language}&channel={key.Channel}{more}";

    private async Task<IResult> ListAsync(CancellationToken stop) =>
        new RazorComponentResult<WordsListPage>(new { Own = await office.ActiveAsync(stop), visit.Tenant!.Languages });

    private async Task<IResult> ShowAsync(WordsKey key, WordsForm? typed, int? version, string? done, int status, CancellationToken stop)
    {
        if (!office.Has(key)) return Refusal.NotFound("This kind of message");
        var versions = await office.VersionsAsync(key, stop);
        var shown = version is { } asked ? versions.Find(one => one.Version == asked)?.Written : versions.Find(one => one.Active)?.Written;
        var (subject, heading, body) = shown ?? Written.Ours(key.Channel);
        return new RazorComponentResult<WordsPage>(new
        {
            Of = key,
            Form = typed ?? new WordsForm(subject, heading, body, versions.FirstOrDefault()?.Version ?? 0),
            Versions = versions,
            Shown = version,
            Names = await office.NamesAsync(key, stop),
            visit.Tenant!.Languages,
            Channels = ChannelKind.All,
            HasCarrier = channels.Has(key.Channel),
            Done = done,
            visit.Tenant!.Zone,
        })
        { StatusCode = status };
    }

    private async Task<IResult> DoAsync(WordsKey key, IFormCollection form, CancellationToken stop)
    {
        if (!office.Has(key)) return Refusal.NotFound("This kind of message");
        var typed = Read(form);
        if (form["do"] == "reset")
        {
            await office.ResetAsync(key, stop);
            return Results.Redirect(To(key, "&done=reset"));
        }
        var checks = new Checks();
        await office.TryAsync(key, typed.Written, checks, fault => KindWords.Says(t, fault), text => t[text], stop);
        if (!checks.Pass) return await ShowAsync(key, typed with { Errors = checks.Errors }, null, null, StatusCodes.Status400BadRequest, stop);
        var isTest = form["do"] == "test";
        var refusal = isTest ? await office.SendTestAsync(key, typed.Written, stop) : await office.SaveAsync(key, typed.Written, typed.Seen, stop);
        if (refusal is not null) return await ShowAsync(key, typed with { Refusal = t[refusal.Sentence] }, null, null, refusal.Status, stop);
        // What was tried out is not saved yet: it stays in the form.
        return isTest ? await ShowAsync(key, typed, null, "sent", 200, stop) : Results.Redirect(To(key, "&done=saved"));
    }

    // It is shown in a frame: a mail has a look of its own, which the page around it must not allow.
    private async Task<IResult> PreviewAsync(WordsKey key, WordsForm? typed, int? version, HttpContext http, CancellationToken stop)
    {
        if (!office.Has(key)) return Refusal.NotFound("This kind of message");
        var written = typed?.Written;
        if (written is null)
        {
            var versions = await office.VersionsAsync(key, stop);
            written = (version is { } asked ? versions.Find(one => one.Version == asked) : versions.Find(one => one.Active))?.Written ?? Written.Ours(key.Channel);
        }
        var checks = new Checks();
        var preview = await office.TryAsync(key, written, checks, fault => KindWords.Says(t, fault), text => t[text], stop);
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox";
        http.Response.Headers.XFrameOptions = "SAMEORIGIN";
        if (preview?.Html is { } html) return Results.Content(html, "text/html; charset=utf-8");
        return new RazorComponentResult<WordsFrame>(new { Text = preview?.Text, Faults = checks.Errors.Values.Select(one => one[0]).ToList(), key.Language });
    }

    private static WordsForm Read(IFormCollection form) =>
        new(form["subject"].ToString(), form["heading"].ToString(), form["body"].ToString(), int.TryParse(form["seen"], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var seen) ? seen : 0);
}
