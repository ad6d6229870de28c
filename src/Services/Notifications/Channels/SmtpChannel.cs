using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace PadelSaaS.Notifications;

/// <summary>Mail over SMTP, from <c>Mail:Smtp:Host, Port, User, Password, From, Tls</c>. The club's name is the sender's, the address is the platform's or the club's own.</summary>
internal sealed class SmtpChannel(IConfiguration configuration) : IChannel
{
    private const int TimeoutSeconds = 30;
    private readonly IConfigurationSection settings = configuration.GetSection("Mail:Smtp");

    public static bool IsConfigured(IConfiguration configuration) => !string.IsNullOrEmpty(configuration["Mail:Smtp:Host"]);

    public string Kind => ChannelKind.Email;

    public string Provider => "smtp";

    public string? NotReady => string.IsNullOrEmpty(settings["From"]) ? "Mail:Smtp:From is not set: mails need a sender's address." : null;

    public async Task<Handover> SendAsync(OutgoingMessage mail, CancellationToken stop)
    {
        using var message = new MailMessage
        {
            From = new MailAddress(mail.From ?? settings["From"]!, mail.SenderName, Encoding.UTF8),
            Subject = mail.Subject.ReplaceLineEndings(" "),
            SubjectEncoding = Encoding.UTF8,
            Body = mail.Text,
            BodyEncoding = Encoding.UTF8,
        };
        message.To.Add(new MailAddress(mail.To, mail.ToName?.ReplaceLineEndings(" "), Encoding.UTF8));
        message.Headers["Message-ID"] = $"<{mail.Id}@{mail.ClubHost}>";
        message.Headers["Content-Language"] = mail.Language;
        message.Headers["Auto-Submitted"] = "auto-generated";
        if (mail.ReplyTo is { } answers) message.ReplyToList.Add(new MailAddress(answers));
        foreach (var (name, value) in MailHeaders.Unsubscribe(mail)) message.Headers[name] = value;
        message.AlternateViews.Add(AlternateView.CreateAlternateViewFromString(mail.Html, Encoding.UTF8, MediaTypeNames.Text.Html));
        if (mail.Attachment is { } file) message.Attachments.Add(Calendar(file));

        using var client = new SmtpClient(settings["Host"], settings.GetValue("Port", 587))
        {
            EnableSsl = settings.GetValue("Tls", !string.IsNullOrEmpty(settings["User"])),
            Credentials = string.IsNullOrEmpty(settings["User"]) ? null : new NetworkCredential(settings["User"], settings["Password"]),
        };
        // SmtpClient.Timeout is not honoured by its async calls.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(TimeSpan.FromSeconds(TimeoutSeconds));
        try
        {
            await client.SendMailAsync(message, patience.Token);
        }
        catch (SmtpFailedRecipientException refused) when (refused.StatusCode is SmtpStatusCode.MailboxUnavailable or SmtpStatusCode.UserNotLocalTryAlternatePath or SmtpStatusCode.MailboxNameNotAllowed)
        {
            // 550, 551, 553: there is no such mailbox, and there will be none in half an hour.
            return Handover.Refused(refused.Message) with { AddressIsBad = true };
        }
        return Handover.Sent();
    }

    private static Attachment Calendar(MailAttachment file)
    {
        var type = new ContentType("text/calendar") { CharSet = "utf-8", Name = file.Name };
        type.Parameters["method"] = MailHeaders.MethodOf(file);
        return new Attachment(new MemoryStream(Encoding.UTF8.GetBytes(file.Content)), type);
    }
}
