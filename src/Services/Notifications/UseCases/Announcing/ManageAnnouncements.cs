using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Notifications.Announcing;
using PadelSaaS.Notifications.Wording;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Notifications.UseCases.Announcing;

/// <summary>Announcements by the API: count, make, look back, cancel.</summary>
internal static class ManageAnnouncements
{
    internal sealed record Answer(
        Guid Id, string Subject, string Body, string Language, bool OnlyLanguage, IReadOnlyList<string> Groups, IReadOnlyList<string> Tags, int? PlayedDays, string State, DateTimeOffset SendAt, int Written, AnnouncementReport? Report)
    {
        public static Answer Of(Announcement one, AnnouncementReport? report = null) =>
            new(one.Id, one.Subject, one.Body, one.Language, one.OnlyLanguage, one.Groups, one.Tags, one.PlayedDays, one.State, one.SendAt, one.Written, report);
    }

    internal sealed record ListAnswer(IReadOnlyList<Answer> Announcements);

    internal sealed record CountAnswer(int Readers);

    public static void Map(Doors doors)
    {
        doors.Api.MapGet(ShowAnnouncements.Path, async (Announcements office, CancellationToken stop) => new ListAnswer([.. (await office.ListAsync(stop)).Select(one => Answer.Of(one))]))
            .Needs(Ability.ManageTenant).WithSummary("What the club told its customers, the newest first");
        doors.Api.MapPost(ShowAnnouncements.Path, (AnnouncementInput input, Announcements office, CancellationToken stop) => CheckedAsync(input, office, async announcement =>
                await office.MakeAsync(announcement, stop) is { } refusal ? refusal : Results.Created((string?)null, Answer.Of(announcement)), stop))
            .Needs(Ability.ManageTenant).Idempotent().WithSummary("Tell it to those of a segment who agreed to news").Produces<Answer>(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(409).ProducesProblem(429);
        doors.Api.MapPost(ShowAnnouncements.Path + "/count", (AnnouncementInput input, Announcements office, CancellationToken stop) => CheckedAsync(input, office, async announcement => Results.Ok(new CountAnswer(await office.CountAsync(announcement, stop))), stop))
            .Needs(Ability.ManageTenant).WithSummary("To how many it would go").Produces<CountAnswer>().ProducesProblem(400);
        doors.Api.MapGet(ShowAnnouncements.Path + "/{id:guid}", async (Guid id, Announcements office, CancellationToken stop) =>
                await office.FindAsync(id, stop) is { } one ? Results.Ok(Answer.Of(one, await office.ReportAsync(id, stop))) : Refusal.NotFound("This announcement"))
            .Needs(Ability.ManageTenant).WithSummary("An announcement, and what became of its mails").Produces<Answer>().ProducesProblem(404);
        doors.Api.MapPost(ShowAnnouncements.Path + "/{id:guid}/cancel", async (Guid id, Announcements office, CancellationToken stop) => await office.CancelAsync(id, stop) is { } refusal ? refusal : Results.NoContent())
            .Needs(Ability.ManageTenant).WithSummary("Send no more of it").Produces(StatusCodes.Status204NoContent).ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<IResult> CheckedAsync(AnnouncementInput input, Announcements office, Func<Announcement, Task<IResult>> then, CancellationToken stop)
    {
        var checks = new Checks();
        var announcement = await office.CheckAsync(input, checks, fault => new WordsBrokenException(fault).Message, text => text, stop);
        return checks.Pass ? await then(announcement) : checks.Refusal();
    }
}
