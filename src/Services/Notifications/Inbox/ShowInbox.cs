using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Notifications;

/// <summary>Whoever tries the platform out reads every club's mails at the console. In Development only, and there on this machine only, or as an admin.</summary>
internal static class ShowInbox
{
    private const int Most = 100;

    public static void Map(Doors doors)
    {
        doors.Console.MapGet("/inbox", ListAsync).AddEndpointFilter(OnThisMachineAsync);
        doors.Console.MapGet("/inbox/{id:guid}", ShowAsync).AddEndpointFilter(OnThisMachineAsync);
        doors.Console.MapGet("/inbox/{id:guid}/html", HtmlAsync).AddEndpointFilter(OnThisMachineAsync);
        doors.Console.MapGet("/inbox/{id:guid}/{file}", DownloadAsync).AddEndpointFilter(OnThisMachineAsync);
    }

    // Links to open accounts lie here: whoever tries the platform out on this machine needs no sign-in, an admin may look from anywhere.
    private static async ValueTask<object?> OnThisMachineAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var isHere = http.Connection.RemoteIpAddress is not { } address || System.Net.IPAddress.IsLoopback(address);
        return isHere || http.User.HasClaim(Claims.Ability, ConsoleDoor.Ability) ? await next(context) : Refusal.NotFound("This page");
    }

    private static async Task<IResult> ListAsync(string? club, string? to, string? channel, DevMails mails, CancellationToken stop)
    {
        var (chosen, recipient, way) = (Filled(club), Filled(to), Filled(channel));
        return new RazorComponentResult<InboxPage>(new
        {
            Mails = await mails.NewestAsync(chosen, recipient, way, Most, stop),
            Clubs = await mails.ClubsAsync(stop),
            Club = chosen,
            To = recipient,
            Channel = way,
        });
    }

    private static async Task<IResult> ShowAsync(Guid id, DevMails mails, CancellationToken stop) =>
        await mails.FindAsync(id, stop) is { } mail ? new RazorComponentResult<InboxMailPage>(new { Mail = mail }) : Refusal.NotFound("This mail");

    // A mail is somebody else's HTML: it gets its own document, in which nothing runs, loads or leads out of the frame.
    private static async Task<IResult> HtmlAsync(Guid id, DevMails mails, HttpContext http, CancellationToken stop)
    {
        if (await mails.FindAsync(id, stop) is not { } mail) return Refusal.NotFound("This mail");
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox";
        http.Response.Headers.XFrameOptions = "SAMEORIGIN";
        return Results.Content(mail.Html, "text/html; charset=utf-8");
    }

    private static async Task<IResult> DownloadAsync(Guid id, string file, DevMails mails, CancellationToken stop) =>
        await mails.FindAsync(id, stop) is { Attachment: { } content } mail && mail.AttachmentName == file
            ? Results.File(System.Text.Encoding.UTF8.GetBytes(content), "text/calendar; charset=utf-8", file)
            : Refusal.NotFound("This file");

    private static string? Filled(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
