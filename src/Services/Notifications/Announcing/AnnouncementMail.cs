using Microsoft.Extensions.Localization;
using PadelSaaS.Notifications.Wording;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Notifications.Announcing;

/// <summary>An announcement as one of its readers gets it.</summary>
internal sealed class AnnouncementMail(CurrentTenant tenant, MailRenderer renderer, MessageFooter footer, ClubAddress address, IStringLocalizer<NotificationsWords> words)
{
    public Mail Write(Announcement announcement, Reader reader)
    {
        using var speaking = Speaking.In(reader.Language);
        var values = new Dictionary<string, string> { ["name"] = reader.FirstName ?? "", ["club"] = tenant.Info.Name };
        var subject = Fill(announcement.Subject).ReplaceLineEndings(" ");
        string[] paragraphs = [.. Fill(announcement.Body).ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        return new Mail(
            MailKind.Announcement, subject, paragraphs[^1], subject, paragraphs, [], new MailLink(words["Go to {0}", tenant.Info.Name], address.Of(tenant.Info, "/")),
            [words["You get this mail because you agreed to hear news of the club. The link below ends it."]])
        {
            AnnouncementId = announcement.Id,
        };

        string Fill(string text) => WordTemplate.Parse(text, Announcement.Names).Fill(values).Trim();
    }

    /// <summary>The mail as a page, as somebody of this name gets it; for who writes it.</summary>
    public async Task<string> PreviewAsync(Announcement announcement, string name, CancellationToken stop)
    {
        var reader = new Reader(null, name, "", Reader.Spoken(announcement.Language, tenant.Info));
        var choose = await footer.ChooseAsync(MailKind.Announcement, announcement.Id, reader with { AccountId = Guid.Empty }, stop);
        return await renderer.HtmlAsync(Write(announcement, reader), tenant.Info, reader.Language, choose);
    }
}
