using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Contracts.Tenants;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Tenants.Notices;

namespace PadelSaaS.Tenants.UseCases.Notices;

/// <summary>An admin tells everybody who works for a club something: maintenance tonight, a new page. It stands above their pages until it ends or is taken down.</summary>
internal sealed class ManageNotices(NoticeBook book, UnitOfWork work, Visit visit, TimeProvider clock)
{
    public const string Path = "/notices";
    private const int Longest = 400;
    private const int MostDays = 60;
    private const string NoText = "Please write what clubs are to read, in 10 to 400 characters.";
    private const string NoEnd = "Please say until when, within the next 60 days.";
    private static readonly string[] Languages = ["en", "es", "ur"];

    public static void Map(Doors doors)
    {
        doors.Console.MapGet(Path, (string? done, ManageNotices page, CancellationToken stop) => page.ShowAsync(done, new NoticeTyped(), [], StatusCodes.Status200OK, stop)).Needs(ConsoleDoor.Ability);
        doors.Console.MapPost(Path, (IFormCollection form, ManageNotices page, CancellationToken stop) => page.TellAsync(form, stop)).Needs(ConsoleDoor.Ability);
        doors.Console.MapPost(Path + "/{id:guid}/end", (Guid id, ManageNotices page, CancellationToken stop) => page.EndAsync(id, stop)).Needs(ConsoleDoor.Ability);
    }

    private async Task<IResult> TellAsync(IFormCollection form, CancellationToken stop)
    {
        var typed = new NoticeTyped(form["en"].ToString(), form["es"].ToString(), form["ur"].ToString(), form["until"].ToString(), form["urgent"].Count > 0);
        var (checks, now) = (new Checks(), clock.GetUtcNow());
        var texts = Languages.ToDictionary(language => language, language => form[language].ToString().Trim());
        checks.That(texts["en"].Length >= 10, "en", NoText);
        foreach (var (language, text) in texts) checks.That(text.Length <= Longest && !text.Contains('\0', StringComparison.Ordinal), language, NoText);
        var isTime = DateTime.TryParseExact(typed.Until, "yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var until);
        checks.That(isTime && until > now.UtcDateTime && until <= now.UtcDateTime.AddDays(MostDays), "until", NoEnd);
        if (!checks.Pass) return await ShowAsync(null, typed, checks.Errors.ToDictionary(error => error.Key, error => error.Value[0]), StatusCodes.Status400BadRequest, stop);

        var id = Guid.CreateVersion7(now);
        await work.BeginPlatformAsync(stop);
        await using (var tell = work.Command("insert into club_notices (id, texts, urgent, begins_at, ends_at, made_by, made_at) values ($1, $2::jsonb, $3, $4, $5, $6, $4)",
            id, JsonSerializer.Serialize(texts.Where(text => text.Value.Length > 0).ToDictionary()), typed.Urgent, now, new DateTimeOffset(until, TimeSpan.Zero), visit.Caller.Name))
            await tell.ExecuteNonQueryAsync(stop);
        work.Audit(new Act("notice.told", "notice", $"{id}", texts["en"]));
        work.Tell(new NoticesChanged(id));
        await work.CommitAsync(stop);
        return Results.Redirect($"{Path}?done=told");
    }

    private async Task<IResult> EndAsync(Guid id, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await work.BeginPlatformAsync(stop);
        await using var end = work.Command("update club_notices set ends_at = $2 where id = $1 and ends_at > $2", id, now);
        if (await end.ExecuteNonQueryAsync(stop) == 0)
        {
            await work.RollbackAsync();
            return Refusal.NotFound("This notice");
        }
        work.Audit(new Act("notice.ended", "notice", $"{id}"));
        work.Tell(new NoticesChanged(id));
        await work.CommitAsync(stop);
        return Results.Redirect($"{Path}?done=ended");
    }

    private async Task<IResult> ShowAsync(string? done, NoticeTyped typed, Dictionary<string, string> errors, int status, CancellationToken stop) =>
        new RazorComponentResult<NoticesPage>(new { Rows = await book.AllAsync(stop), Typed = typed, Errors = errors, Now = clock.GetUtcNow(), Done = done }) { StatusCode = status };
}

/// <summary>A notice as it was typed.</summary>
public sealed record NoticeTyped(string En = "", string Es = "", string Ur = "", string Until = "", bool Urgent = false);
