using System.Text;

namespace PadelSaaS.Notifications;

/// <summary>The text part of a mail: the same words, for readers and machines that want no HTML.</summary>
internal static class MailText
{
    public static string Of(Mail mail, string club, MailLink? choose)
    {
        var text = new StringBuilder();
        text.Append(mail.Heading).Append("\n\n");
        foreach (var paragraph in mail.Words) text.Append(paragraph).Append("\n\n");
        foreach (var row in mail.Rows) text.Append(row.Label).Append(": ").Append(row.Value).Append('\n');
        if (mail.Rows.Count > 0) text.Append('\n');
        if (mail.Link is { } link) text.Append(link.Label).Append(":\n").Append(link.Address).Append("\n\n");
        foreach (var also in mail.Also) text.Append(also.Label).Append(":\n").Append(also.Address).Append("\n\n");
        foreach (var sentence in mail.SmallPrint) text.Append(sentence).Append('\n');
        text.Append("\n-- \n").Append(club).Append('\n');
        if (choose is not null) text.Append(choose.Label).Append(":\n").Append(choose.Address).Append('\n');
        return text.ToString();
    }
}
