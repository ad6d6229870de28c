using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Players.Profile;

namespace PadelSaaS.Players.UseCases;

/// <summary>Somebody at the desk writes down what the next one should know. Notes are added and never changed.</summary>
internal static class WriteNote
{
    internal sealed record Request(string? Text);

    public static void Map(Doors doors)
    {
        doors.Club.MapPost(ListCustomers.Path + "/{id:guid}/notes", SubmitAsync).Needs(Ability.SeeCustomers);
        doors.Api.MapPost("/customers/{id:guid}/notes", HandleAsync).Needs(Ability.SeeCustomers).Idempotent()
            .WithSummary("Add a note to a customer").Produces(204).ProducesProblem(400).ProducesProblem(404);
    }

    private static async Task<IResult> HandleAsync(Guid id, Request request, Editing editing, CancellationToken stop) =>
        await editing.WriteAsync(id, request.Text, stop) is { } refusal ? refusal : TypedResults.NoContent();

    private static async Task<IResult> SubmitAsync(
        Guid id, IFormCollection form, Editing editing, UnitOfWork work, Profiles profiles, CurrentTenant tenant, Visit visit, IStringLocalizer<PlayersWords> t, TimeProvider clock, CancellationToken stop) =>
        await editing.WriteAsync(id, form["text"], stop) is { } refusal
            ? await ShowCustomer.AgainAsync(id, null, null, refusal, work, profiles, tenant, visit, t, clock, stop)
            : Results.Redirect($"{ShowCustomer.PathOf(id)}?done=noted");
}
