using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using PadelSaaS.Admins.Pages.Facts;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Events;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Admins.UseCases.Facts;

/// <summary>An admin has a stuck fact tried again, or all that are parked, or gives one up and says why. Each is an act of the platform's log.</summary>
internal sealed class FreeFact(StuckFacts stuck, ITenantStore tenants, UnitOfWork work, IStringLocalizer<AdminsWords> t)
{
    private const int ShortestReason = 10;
    private const int LongestReason = 300;

    public sealed record Form(string? Reason);

    public sealed record Which(string? Service);

    public static void Map(Doors doors)
    {
        doors.Console.MapPost(SeeFacts.Path + "/replay", ([FromForm] Which which, FreeFact use, CancellationToken stop) => use.ReplayAllAsync(SeeFacts.Clean(which.Service), stop)).Needs(ConsoleDoor.Ability);
        doors.Console.MapPost(SeeFacts.Path + "/{service}/{id:guid}/replay", (string service, Guid id, IFormCollection _, FreeFact use, CancellationToken stop) => use.ReplayAsync(SeeFacts.Clean(service), id, stop)).Needs(ConsoleDoor.Ability);
        doors.Console.MapPost(SeeFacts.Path + "/{service}/{id:guid}/discard", (string service, Guid id, [FromForm] Form form, FreeFact use, CancellationToken stop) => use.DiscardAsync(SeeFacts.Clean(service), id, form, stop)).Needs(ConsoleDoor.Ability);
    }

    private async Task<IResult> ReplayAllAsync(string service, CancellationToken stop)
    {
        await work.BeginPlatformAsync(stop);
        var count = await stuck.ReplayAllAsync(service, stop);
        if (count > 0) work.Audit(new Act("fact.replayed", "service", service.Length == 0 ? "every service" : service) { Changes = [new Changed("facts", null, count.ToString(CultureInfo.InvariantCulture))] });
        await work.CommitAsync(stop);
        return Results.Redirect($"{SeeFacts.Path}?done=replayed&count={count.ToString(CultureInfo.InvariantCulture)}");
    }

    private async Task<IResult> ReplayAsync(string service, Guid id, CancellationToken stop)
    {
        await work.BeginPlatformAsync(stop);
        if (await stuck.FindAsync(service, id, stop) is not { } fact || !await stuck.ReplayAsync(service, id, stop)) return Results.Redirect($"{SeeFacts.Path}?done=gone");
        work.Audit(new Act("fact.replayed", "fact", $"{id}", $"{fact.EventType} > {service}"));
        await work.CommitAsync(stop);
        return Results.Redirect($"{SeeFacts.Path}?done=replayed&count=1");
    }

    private async Task<IResult> DiscardAsync(string service, Guid id, Form form, CancellationToken stop)
    {
        await work.BeginPlatformAsync(stop);
        if (await stuck.FindAsync(service, id, stop) is not { } fact) return Results.Redirect($"{SeeFacts.Path}?done=gone");

        var (checks, reason) = (new Checks(), form.Reason?.Trim() ?? "");
        checks.That(reason.Length is >= ShortestReason and <= LongestReason && !reason.Contains('\0', StringComparison.Ordinal), "reason", "Please say why, in 10 to 300 characters.");
        // One that is tried again by itself may be in a process's hands just now.
        if (checks.Pass && fact.ParkedAt is null) checks.That(false, "reason", "It is still tried again by itself. It can be given up once it is parked.");
        if (!checks.Pass)
        {
            await work.RollbackAsync();
            return new RazorComponentResult<FactPage>(new { Line = await SeeFacts.LineAsync(fact, tenants, stop), form.Reason, Error = t[checks.Errors["reason"][0]].Value }) { StatusCode = StatusCodes.Status400BadRequest };
        }
        if (!await stuck.DiscardAsync(service, id, stop)) return Results.Redirect($"{SeeFacts.Path}?done=gone");
        work.Audit(new Act("fact.discarded", "fact", $"{id}", $"{fact.EventType} > {service}") { Reason = reason, Changes = [new Changed("error", fact.Error, null)] });
        await work.CommitAsync(stop);
        return Results.Redirect($"{SeeFacts.Path}?done=discarded");
    }
}
