using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PadelSaaS.Notifications.Push;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;

namespace PadelSaaS.Notifications.UseCases;

/// <summary>A player lets the club ring their browser, sees which ones ring, and stops one.</summary>
internal static class ManagePush
{
    public const string Path = "/me/push";

    /// <param name="PublicKey">What a browser subscribes with, base64url.</param>
    internal sealed record Answer(string PublicKey, IReadOnlyList<PushDeviceSeen> Devices);

    internal sealed record Added(Guid Id);

    public static void Map(Doors doors)
    {
        doors.Api.MapGet(Path, async (PushKeys keys, PushDevices devices, Visit visit, CancellationToken stop) => new Answer((await keys.GetAsync(stop)).PublicKey, await devices.OfAsync(visit.Caller.AccountId!.Value, stop)))
            .NeedsAccount().WithSummary("Browsers that ring for you, and the key another one subscribes with");
        doors.Api.MapPost(Path, AddAsync).NeedsAccount().ByHolderAlone().WithSummary("Let this club ring a browser: send its PushSubscription").Produces<Added>(StatusCodes.Status201Created).ProducesProblem(400);
        doors.Api.MapDelete(Path + "/{id:guid}", async (Guid id, PushDevices devices, Visit visit, CancellationToken stop) => await devices.RemoveAsync(visit.Caller.AccountId!.Value, id, stop) ? Results.NoContent() : Refusal.NotFound("This browser"))
            .NeedsAccount().WithSummary("Ring a browser no more").Produces(204).ProducesProblem(404);
        doors.Club.MapPost(Path, SubscribeAsync).NeedsAccount().ByHolderAlone();
        doors.Club.MapPost(Path + "/{id:guid}/remove", async (Guid id, PushDevices devices, Visit visit, CancellationToken stop) => await devices.RemoveAsync(visit.Caller.AccountId!.Value, id, stop) ? Results.Redirect($"{ChooseMessages.Path}?done=saved") : Refusal.NotFound("This browser"))
            .NeedsAccount();
    }

    // The page's form brings what the browser said as text.
    private static async Task<IResult> SubscribeAsync(IFormCollection form, HttpContext http, PushDevices devices, Visit visit, CancellationToken stop)
    {
        PushSubscribed? said;
        try
        {
            said = JsonSerializer.Deserialize<PushSubscribed>(form["subscription"].ToString(), JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            said = null;
        }
        var (_, refusal) = await devices.AddAsync(visit.Caller.AccountId!.Value, said ?? new PushSubscribed(null, null), http.Request.Headers.UserAgent, stop);
        return refusal is not null ? refusal : Results.Redirect($"{ChooseMessages.Path}?done=saved");
    }

    private static async Task<IResult> AddAsync(PushSubscribed said, HttpContext http, PushDevices devices, Visit visit, CancellationToken stop)
    {
        var (id, refusal) = await devices.AddAsync(visit.Caller.AccountId!.Value, said, http.Request.Headers.UserAgent, stop);
        return refusal is not null ? refusal : TypedResults.Created((string?)null, new Added(id));
    }
}
