using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Players.Profile;

namespace PadelSaaS.Players.UseCases;

/// <summary>The club changes what it knows of a customer and what it has agreed with them.</summary>
internal static class ChangeCustomer
{
    public static void Map(Doors doors)
    {
        doors.Club.MapPost(ListCustomers.Path + "/{id:guid}", SubmitAsync).Needs(Ability.ManageCustomers);
        doors.Api.MapPut("/customers/{id:guid}", HandleAsync).Needs(Ability.ManageCustomers).Idempotent()
            .WithSummary("Change a customer; what is left out is emptied. With a `revision`, only if nobody else changed it since").Produces(204).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<IResult> HandleAsync(Guid id, CustomerInput input, Editing editing, CancellationToken stop) =>
        await editing.ChangeAsync(id, input, stop) is { } refusal ? refusal : TypedResults.NoContent();

    private static async Task<IResult> SubmitAsync(
        Guid id, IFormCollection form, Editing editing, UnitOfWork work, Profiles profiles, CurrentTenant tenant, Visit visit, IStringLocalizer<PlayersWords> t, TimeProvider clock, CancellationToken stop)
    {
        var (typed, seen) = (CustomerTyped.Read(form), CustomerTyped.Read(form, "was."));
        return await editing.ChangeAsync(id, typed.Input with { Revision = seen.Revision }, stop) is { } refusal
            ? await ShowCustomer.AgainAsync(id, typed, seen, refusal, work, profiles, tenant, visit, t, clock, stop)
            : Results.Redirect($"{ShowCustomer.PathOf(id)}?done=saved");
    }
}
