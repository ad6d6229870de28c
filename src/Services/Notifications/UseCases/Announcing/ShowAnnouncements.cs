using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Notifications.Announcing;
using PadelSaaS.Notifications.Pages.Announcing;
using PadelSaaS.Notifications.Pages.Wording;
using PadelSaaS.Notifications.Wording;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Notifications.UseCases.Announcing;

/// <summary>The form of an announcement, as typed.</summary>
public sealed record AnnouncementForm(string Subject, string Body, string Language, bool OnlyLanguage, IReadOnlyList<string> Groups, string Tags, string PlayedDays, string SendAt)
{
    /// <summary>To how many it would go; <see langword="null"/> before anybody counted.</summary>
    public int? Readers { get; init; }

    /// <summary>What is wrong, by field.</summary>
    public IReadOnlyDictionary<string, string[]> Errors { get; init; } = new Dictionary<string, string[]>();

    /// <summary>Why it could not be done.</summary>
    public string? Refusal { get; init; }

    /// <summary>What is wrong with a field.</summary>
    public string? this[string field] => Errors.GetValueOrDefault(field)?[0];
}

/// <summary>The pages on which who runs the club tells something to many: write it, see how many it reaches, let it go, look back.</summary>
internal sealed class ShowAnnouncements(Announcements office, AnnouncementMail mail, Visit visit, IStringLocalizer<NotificationsWords> t)
{
    public const string Path = "/manage/announcements";
    public const string PreviewPath = Path + "/preview";

    public static void Map(Doors doors)
    {
        doors.Club.MapGet(Path, async (Announcements office, Visit visit, CancellationToken stop) => new RazorComponentResult<AnnouncementsPage>(new { All = await office.ListAsync(stop), visit.Tenant!.Zone })).Needs(Ability.ManageTenant);
        doors.Club.MapGet($"{Path}/new", (ShowAnnouncements page, CancellationToken stop) => page.BeginAsync(stop)).Needs(Ability.ManageTenant);
        doors.Club.MapPost($"{Path}/new", (IFormCollection form, ShowAnnouncements page, CancellationToken stop) => page.MakeAsync(form, stop)).Needs(Ability.ManageTenant).ByHolderAlone();
        doors.Club.MapPost(PreviewPath, (IFormCollection form, HttpContext http, ShowAnnouncements page, CancellationToken stop) => page.PreviewAsync(form, http, stop)).Needs(Ability.ManageTenant);
        doors.Club.MapGet($"{Path}/{{id:guid}}", (Guid id, string? done, ShowAnnouncements page, CancellationToken stop) => page.ShowAsync(id, done, null, 200, stop)).Needs(Ability.ManageTenant);
        doors.Club.MapPost($"{Path}/{{id:guid}}", (Guid id, ShowAnnouncements page, CancellationToken stop) => page.CancelAsync(id, stop)).Needs(Ability.ManageTenant).ByHolderAlone();
    }

    private Task<IResult> BeginAsync(CancellationToken stop) => FormAsync(new("", "", visit.Tenant!.DefaultLanguage, false, [], "", "", ""), StatusCodes.Status200OK, stop);

    private async Task<IResult> CancelAsync(Guid id, CancellationToken stop) => await office.CancelAsync(id, stop) is { } refusal
        ? await ShowAsync(id, null, t[refusal.Sentence], refusal.Status, stop)
        : Results.Redirect($"{Path}/{id}?done=cancelled");

    private async Task<IResult> ShowAsync(Guid id, string? done, string? refusal, int status, CancellationToken stop) => await office.FindAsync(id, stop) is { } one
        ? new RazorComponentResult<AnnouncementPage>(new { One = one, Report = await office.ReportAsync(id, stop), Groups = await office.GroupsAsync(stop), Done = done, Refusal = refusal, visit.Tenant!.Zone, visit.Language }) { StatusCode = status }
        : Refusal.NotFound("This announcement");

    private async Task<IResult> FormAsync(AnnouncementForm form, int status, CancellationToken stop) =>
        new RazorComponentResult<AnnouncementFormPage>(new { Form = form, Groups = await office.GroupsAsync(stop), visit.Tenant!.Languages, visit.Language, visit.Tenant!.Zone }) { StatusCode = status };

    // Its words alone: to whom and when is looked at with the count.
    private async Task<IResult> PreviewAsync(IFormCollection sent, HttpContext http, CancellationToken stop)
    {
        var (form, checks) = (Read(sent), new Checks());
        var announcement = await office.CheckAsync(new(form.Subject, form.Body, form.Language, false, [], [], null, null), checks, fault => KindWords.Says(t, fault), text => t[text], stop);
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox";
        http.Response.Headers.XFrameOptions = "SAMEORIGIN";
        return checks.Pass
            ? Results.Content(await mail.PreviewAsync(announcement, visit.Caller.Name ?? "", stop), "text/html; charset=utf-8")
            : new RazorComponentResult<WordsFrame>(new { Text = (string?)null, Faults = checks.Errors.Values.Select(one => one[0]).ToList(), Language = visit.Language });
    }

    private static AnnouncementForm Read(IFormCollection sent) => new(
        sent["subject"].ToString(), sent["body"].ToString(), sent["language"].ToString(), sent["onlyLanguage"] == "true", [.. sent["groups"].OfType<string>()], sent["tags"].ToString(), sent["playedDays"].ToString(), sent["sendAt"].ToString());

    private async Task<IResult> MakeAsync(IFormCollection sent, CancellationToken stop)
    {
        var form = Read(sent);
        var checks = new Checks();
        int? days = null;
        if (form.PlayedDays.Trim().Length > 0 && !checks.That(int.TryParse(form.PlayedDays, NumberStyles.None, CultureInfo.InvariantCulture, out var typed), "playedDays", t["Between 1 and 730 days."]).Errors.ContainsKey("playedDays")) days = typed;
        var announcement = await office.CheckAsync(
            new(form.Subject, form.Body, form.Language, form.OnlyLanguage, form.Groups, form.Tags.Split(','), days, At(form.SendAt, checks)), checks, fault => KindWords.Says(t, fault), text => t[text], stop);
        if (!checks.Pass) return await FormAsync(form with { Errors = checks.Errors }, StatusCodes.Status400BadRequest, stop);
        // Nobody lets it go before they have seen how many it reaches.
        var readers = await office.CountAsync(announcement, stop);
        if (sent["do"] != "send" || sent["counted"] != readers.ToString(CultureInfo.InvariantCulture)) return await FormAsync(form with { Readers = readers }, StatusCodes.Status200OK, stop);
        if (await office.MakeAsync(announcement, stop) is { } refusal) return await FormAsync(form with { Readers = readers, Refusal = t[refusal.Sentence] }, refusal.Status, stop);
        return Results.Redirect($"{Path}/{announcement.Id}?done=made");
    }

    // As the clock of the club shows it; an hour that the clocks skip is the next one.
    private DateTimeOffset? At(string typed, Checks checks)
    {
        if (typed.Length == 0) return null;
        if (checks.That(DateTime.TryParseExact(typed, ["yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local), "sendAt", t["A time to come, within 90 days."]).Errors.ContainsKey("sendAt")) return null;
        var zone = TimeZoneInfo.FindSystemTimeZoneById(visit.Tenant!.Zone);
        if (zone.IsInvalidTime(local)) local = local.AddHours(1);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
