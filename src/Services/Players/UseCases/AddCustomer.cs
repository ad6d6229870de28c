using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Contracts.Players;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Players.Merging;
using PadelSaaS.Players.Pages;
using PadelSaaS.Players.Profile;
using PadelSaaS.Ui.Parts;

namespace PadelSaaS.Players.UseCases;

/// <summary>The club adds somebody who has neither an account nor booked yet; who is known already is offered instead.</summary>
internal static class AddCustomer
{
    public const string Path = ListCustomers.Path + "/new";

    internal sealed record Answer(Guid Id);

    public static void Map(Doors doors)
    {
        doors.Club.MapGet(Path, (Visit visit, ICustomers customers, CancellationToken stop) => PageAsync(CustomerTyped.New(visit.Languages[0]), [], [], customers, visit, StatusCodes.Status200OK, stop)).Needs(Ability.ManageCustomers);
        doors.Club.MapPost(Path, SubmitAsync).Needs(Ability.ManageCustomers);
        doors.Api.MapPost("/customers", HandleAsync).Needs(Ability.ManageCustomers).Idempotent()
            .WithSummary("Add a customer. Who has the same address or number is named with 409 `customer_known`; `evenSo` adds another one with that number")
            .Produces<Answer>(StatusCodes.Status201Created).ProducesProblem(400).ProducesProblem(409);
    }

    private static async Task<IResult> HandleAsync(CustomerInput input, bool? evenSo, Adding adding, CancellationToken stop)
    {
        var (id, refusal) = await adding.AddAsync(input, evenSo ?? false, stop);
        return refusal is not null ? refusal : TypedResults.Created($"/api/v1/customers/{id}", new Answer(id));
    }

    private static async Task<IResult> SubmitAsync(IFormCollection form, Adding adding, ICustomers customers, Visit visit, IStringLocalizer<PlayersWords> t, CancellationToken stop)
    {
        var typed = CustomerTyped.Read(form);
        var (id, refusal) = await adding.AddAsync(typed.Input, form["evenSo"] == "true", stop);
        if (refusal is null) return Results.Redirect($"{ShowCustomer.PathOf(id)}?done=added");
        var alike = refusal.More.TryGetValue("customers", out var known) && known is IReadOnlyList<Lookalike> found ? found : [];
        return await PageAsync(typed, alike, alike.Count > 0 ? [] : ShowCustomer.Said(refusal, t), customers, visit, refusal.Status, stop);
    }

    private static async Task<IResult> PageAsync(
        CustomerTyped typed, IReadOnlyList<Lookalike> alike, IReadOnlyList<FieldError> errors, ICustomers customers, Visit visit, int status, CancellationToken stop) => new RazorComponentResult<NewCustomerPage>(new
        {
            Typed = typed,
            Alike = alike,
            Errors = errors,
            Groups = (await customers.GroupsAsync(stop)).Select(group => new Option(group.Key, group.NameIn(visit.Language))).ToList(),
        })
        { StatusCode = status };
}
