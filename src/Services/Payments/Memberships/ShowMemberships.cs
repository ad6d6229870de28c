using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Contracts.Players;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Memberships;

/// <summary>The pages of memberships: the shop with one's own on top, and for the club plans, prices and members.</summary>
internal sealed class ShowMemberships(MembershipView view, Joining joining, Keeping keeping, Plans plans, ICustomers customers, CurrentTenant tenant, Visit visit, IStringLocalizer<PaymentsWords> t)
{
    public const string Path = "/membership";
    public const string ManagePath = "/manage/memberships";

    public static void Map(Doors doors)
    {
        doors.Club.MapGet(Path, (string? done, ShowMemberships page, CancellationToken stop) => page.ShopAsync(done, null, StatusCodes.Status200OK, stop));
        doors.Club.MapPost(Path, (IFormCollection form, ShowMemberships page, CancellationToken stop) => page.DoAsync(form, stop)).NeedsAccount().MovesMoney();
        doors.Club.MapGet(ManagePath, (string? done, ShowMemberships page, CancellationToken stop) => page.ManageAsync(done, stop)).Needs(Ability.ManagePrices);
        doors.Club.MapGet(ManagePath + "/plans/new", (ShowMemberships page, CancellationToken stop) => page.PlanAsync(null, SellForm.Empty, StatusCodes.Status200OK, stop)).Needs(Ability.ManagePrices);
        doors.Club.MapPost(ManagePath + "/plans/new", (IFormCollection form, ShowMemberships page, CancellationToken stop) => page.SaveAsync(null, form, stop)).Needs(Ability.ManagePrices);
        doors.Club.MapGet(ManagePath + "/plans/{id:guid}", (Guid id, ShowMemberships page, CancellationToken stop) => page.PlanAsync(id, SellForm.Empty, StatusCodes.Status200OK, stop)).Needs(Ability.ManagePrices);
        doors.Club.MapPost(ManagePath + "/plans/{id:guid}", (Guid id, IFormCollection form, ShowMemberships page, CancellationToken stop) => page.SaveAsync(id, form, stop)).Needs(Ability.ManagePrices);
        doors.Club.MapPost(ManagePath + "/{id:guid}/end", (Guid id, IFormCollection form, ShowMemberships page, CancellationToken stop) => page.EndAsync(id, form, stop)).Needs(Ability.ManagePrices).MovesMoney();
    }

    private async Task<IResult> DoAsync(IFormCollection form, CancellationToken stop)
    {
        var (me, plan) = (visit.Caller.AccountId!.Value, Guid.TryParse(form["plan"], out var id) ? id : Guid.Empty);
        var seen = long.TryParse(form["price"], NumberStyles.None, CultureInfo.InvariantCulture, out var price) ? price : (long?)null;
        var days = int.TryParse(form["days"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        var outcome = form["do"].ToString() switch
        {
            "join" => await joining.JoinAsync(me, plan, seen, null, stop),
            "pay" => await joining.PayAsync(me, null, stop),
            "upgrade" => await joining.ChangeAsync(me, plan, true, null, stop),
            "next" => await joining.ChangeAsync(me, plan, false, null, stop),
            "freeze" => new PurchaseOutcome(me, null, await keeping.FreezeAsync(me, Day(form["from"]), days, stop)),
            "cancel" => new PurchaseOutcome(me, null, await keeping.CancelAsync(me, true, stop)),
            "resume" => new PurchaseOutcome(me, null, await keeping.CancelAsync(me, false, stop)),
            _ => PurchaseOutcome.Refused(Joining.None),
        };
        return outcome.Refusal is { } refusal ? await ShopAsync(null, t[refusal.Sentence], refusal.Status, stop) : Results.Redirect(outcome.PayAt ?? $"{Path}?done=saved");
    }

    private async Task<IResult> ShopAsync(string? done, string? refusal, int status, CancellationToken stop)
    {
        var (mine, offered, takes) = await view.OfAsync(visit.Caller.AccountId, stop);
        return new RazorComponentResult<MembershipPage>(new { Mine = mine, Plans = offered, TakesMoney = takes, Done = done, Refusal = refusal }) { StatusCode = status };
    }

    private async Task<IResult> ManageAsync(string? done, CancellationToken stop) =>
        new RazorComponentResult<ManageMembershipsPage>(new { Plans = await plans.ListAsync(false, stop), Members = await view.MembersAsync(stop), Done = done });

    private async Task<IResult> SaveAsync(Guid? id, IFormCollection sent, CancellationToken stop)
    {
        var form = SellForm.Read(sent);
        var (price, credit) = (form.Money("price", tenant.Info.Currency), form["credit"].Length == 0 ? 0 : PadelSaaS.Ui.Text.MoneyInput.Parse(form["credit"], tenant.Info.Currency) ?? -1);
        var refusal = id is not { } known ? (await plans.AddAsync(new PlanInput(form["name"], form["description"], form["group"], price, form.Number("months") ?? 0, credit, sent["active"].Count > 0), stop)).Refusal
            : form["do"] == "price" ? await plans.PriceAsync(known, new VersionInput(Day(form["fromDay"]), price, credit, sent["grandfather"].Count > 0), stop)
            : await plans.ChangeAsync(known, form["name"], form["description"], sent["active"].Count > 0, stop);
        return refusal is null ? Results.Redirect($"{ManagePath}?done=saved") : await PlanAsync(id, form.With(refusal, text => t[text]), refusal.Status, stop);
    }

    private async Task<IResult> PlanAsync(Guid? id, SellForm form, int status, CancellationToken stop)
    {
        var plan = id is null ? null : (await plans.ListAsync(false, stop)).FirstOrDefault(one => one.Plan.Id == id);
        return id is not null && plan is null ? Plans.None : new RazorComponentResult<PlanPage>(new { Plan = plan, Form = form, Groups = await customers.GroupsAsync(stop), tenant.Info.Currency }) { StatusCode = status };
    }

    private async Task<IResult> EndAsync(Guid id, IFormCollection form, CancellationToken stop) =>
        await keeping.EndAsync(id, form["reason"].ToString(), stop) is { } refusal ? refusal : Results.Redirect($"{ManagePath}?done=ended");

    private static DateOnly? Day(string? typed) => DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
