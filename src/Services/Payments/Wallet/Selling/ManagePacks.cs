using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments;

/// <summary>The pages on which who sets prices keeps packs and issues vouchers.</summary>
internal sealed class ManagePacks(Packs packs, Vouchers vouchers, CurrentTenant tenant, IStringLocalizer<PaymentsWords> t)
{
    public const string Path = "/manage/packs";
    public const string VouchersPath = "/manage/vouchers";

    public static void Map(Doors doors)
    {
        doors.Club.MapGet(Path, (string? done, ManagePacks page, CancellationToken stop) => page.ListAsync(done, stop)).Needs(Ability.ManagePrices);
        doors.Club.MapGet(Path + "/new", (ManagePacks page) => page.Form(null, SellForm.Empty, StatusCodes.Status200OK)).Needs(Ability.ManagePrices);
        doors.Club.MapPost(Path + "/new", (IFormCollection form, ManagePacks page, CancellationToken stop) => page.SaveAsync(null, form, stop)).Needs(Ability.ManagePrices);
        doors.Club.MapGet(Path + "/{id:guid}", (Guid id, ManagePacks page, CancellationToken stop) => page.ShowAsync(id, stop)).Needs(Ability.ManagePrices);
        doors.Club.MapPost(Path + "/{id:guid}", (Guid id, IFormCollection form, ManagePacks page, CancellationToken stop) => page.SaveAsync(id, form, stop)).Needs(Ability.ManagePrices);
        doors.Club.MapGet(VouchersPath, (string? done, ManagePacks page, CancellationToken stop) => page.VouchersAsync(done, SellForm.Empty, StatusCodes.Status200OK, stop)).Needs(Ability.ManagePrices);
        doors.Club.MapPost(VouchersPath, (IFormCollection form, ManagePacks page, CancellationToken stop) => page.IssueAsync(form, stop)).Needs(Ability.ManagePrices).MovesMoney();
        doors.Club.MapPost(VouchersPath + "/{batch:guid}/stop", (Guid batch, ManagePacks page, CancellationToken stop) => page.StopAsync(batch, stop)).Needs(Ability.ManagePrices);
    }

    private async Task<IResult> ListAsync(string? done, CancellationToken stop) => new RazorComponentResult<PacksPage>(new { Packs = await packs.ListAsync(false, stop), Done = done });

    private async Task<IResult> ShowAsync(Guid id, CancellationToken stop) =>
        (await packs.ListAsync(false, stop)).FirstOrDefault(one => one.Id == id) is { } pack ? Form(pack, SellForm.Of(pack), StatusCodes.Status200OK) : TypedResults.NotFound();

    private async Task<IResult> SaveAsync(Guid? id, IFormCollection sent, CancellationToken stop)
    {
        var form = SellForm.Read(sent);
        var input = new PackInput(form["name"], form.Money("price", tenant.Info.Currency), form.Money("credit", tenant.Info.Currency), form.Number("validDays"), form.Weekdays, sent["active"].Count > 0);
        var (_, refusal) = id is { } known ? await packs.ChangeAsync(known, form.Number("revision") ?? 0, input, stop) : await packs.AddAsync(input, stop);
        if (refusal is null) return Results.Redirect($"{Path}?done=saved");
        var seen = id is null ? null : (await packs.ListAsync(false, stop)).FirstOrDefault(one => one.Id == id);
        return id is not null && seen is null ? TypedResults.NotFound() : Form(seen, form.With(refusal, text => t[text]), refusal.Status);
    }

    private async Task<IResult> IssueAsync(IFormCollection sent, CancellationToken stop)
    {
        var form = SellForm.Read(sent);
        var last = DateOnly.TryParseExact(form["lastDay"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : (DateOnly?)null;
        if (last is null && form["lastDay"].Length > 0) return await VouchersAsync(null, form.With(Refusal.Malformed("lastDay", "A date such as 2026-12-31 is needed."), text => t[text]), StatusCodes.Status400BadRequest, stop);
        var (_, codes, refusal) = await vouchers.IssueAsync(new VoucherInput(form["label"], form.Number("count") ?? 0, form.Money("amount", tenant.Info.Currency), form.Number("validDays"), last), stop);
        if (refusal is not null) return await VouchersAsync(null, form.With(refusal, text => t[text]), refusal.Status, stop);
        return form["do"] == "csv" ? Results.File(Encoding.UTF8.GetBytes($"code\r\n{string.Join("\r\n", codes)}\r\n"), "text/csv; charset=utf-8", "vouchers.csv")
            : new RazorComponentResult<VouchersPage>(new { Batches = await vouchers.ListAsync(stop), Form = SellForm.Empty, tenant.Info.Currency, Codes = codes });
    }

    private async Task<IResult> StopAsync(Guid batch, CancellationToken stop)
    {
        var (_, refusal) = await vouchers.StopAsync(batch, stop);
        return refusal is not null ? refusal : Results.Redirect($"{VouchersPath}?done=stopped");
    }

    private async Task<IResult> VouchersAsync(string? done, SellForm form, int status, CancellationToken stop) =>
        new RazorComponentResult<VouchersPage>(new { Batches = await vouchers.ListAsync(stop), Form = form, tenant.Info.Currency, Done = done }) { StatusCode = status };

    private RazorComponentResult<PackPage> Form(CreditPack? pack, SellForm form, int status) => new(new { Pack = pack, Form = form, tenant.Info.Currency }) { StatusCode = status };
}
