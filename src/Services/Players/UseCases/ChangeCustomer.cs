using System.Globalization;
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
            .WithSummary("Change a customer; what is left out is emptied").Produces(204).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<IResult> HandleAsync(Guid id, CustomerInput input, Editing editing, CancellationToken stop) =>
        await editing.ChangeAsync(id, input, stop) is { } refusal ? refusal : TypedResults.NoContent();

    private static async Task<IResult> SubmitAsync(
        Guid id, IFormCollection form, Editing editing, UnitOfWork work, Profiles profiles, CurrentTenant tenant, Visit visit, IStringLocalizer<PlayersWords> t, TimeProvider clock, CancellationToken stop)
    {
        var typed = CustomerTyped.Read(form);
        return await editing.ChangeAsync(id, typed.Input, stop) is { } refusal
            ? await ShowCustomer.AgainAsync(id, typed, refusal, work, profiles, tenant, visit, t, clock, stop)
            : Results.Redirect($"{ShowCustomer.PathOf(id)}?done=saved");
    }
}

/// <summary>The form of a customer, as typed.</summary>
public sealed record CustomerTyped(string Name, string Email, string Phone, string Language, string Tags, string Blocked, bool MarketingConsent, IReadOnlyDictionary<string, string> Groups)
{
    internal CustomerInput Input => new(
        Name, Email, Phone, Language.Length == 0 ? null : Language, Tags.Split(',', StringSplitOptions.TrimEntries),
        [.. Groups.Select(group => new CustomerInput.Place(group.Key, DateOnly.TryParseExact(group.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var until) ? until : null))],
        Blocked, MarketingConsent);

    internal static CustomerTyped Read(IFormCollection form) => new(
        form["name"].ToString(), form["email"].ToString(), form["phone"].ToString(), form["language"].ToString(), form["tags"].ToString(), form["blocked"].ToString(), form["marketing"] == "true",
        form["group"].OfType<string>().Distinct().ToDictionary(key => key, key => form[$"until.{key}"].ToString()));

    internal static CustomerTyped Of(Known known) => new(
        known.Customer.Name, known.Customer.Email ?? "", known.Customer.Phone ?? "", known.Customer.Language, string.Join(", ", known.Customer.Tags), known.Customer.BlockedReason ?? "",
        known.Customer.MarketingConsentAt is not null, known.Places.ToDictionary(place => place.GroupKey, place => place.Until?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? ""));
}
