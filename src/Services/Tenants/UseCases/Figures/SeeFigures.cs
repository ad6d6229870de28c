using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Security;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Tenants.Figures;

namespace PadelSaaS.Tenants.UseCases.Figures;

/// <summary>An admin sees how all clubs are used, month by month, and which of them lose their players.</summary>
internal sealed class SeeFigures(FigureBook book, ITenantStore tenants, UnitOfWork work, TimeProvider clock)
{
    public const string Path = "/figures";

    public static void Map(Doors doors)
    {
        doors.Console.MapGet(Path, async (SeeFigures see, CancellationToken stop) =>
        {
            var (months, pulses) = await see.ReadAsync(stop);
            return new RazorComponentResult<FiguresPage>(new { Months = months, Pulses = pulses });
        }).Needs(ConsoleDoor.Ability);
        doors.Console.MapGet(Path + ".json", async (SeeFigures see, CancellationToken stop) =>
        {
            var (months, clubs) = await see.ReadAsync(stop);
            return Results.Json(new { Months = months, Clubs = clubs.Select(club => new { club.Slug, club.Name, State = Clubs.SeeClubs.Word(club.State), club.Lately, club.Before, club.Risk, club.CountedAt }) });
        }).Needs(ConsoleDoor.Ability);
    }

    private async Task<(IReadOnlyList<PlatformMonth> Months, IReadOnlyList<ClubPulse> Clubs)> ReadAsync(CancellationToken stop)
    {
        var all = await tenants.AllAsync(stop);
        var now = clock.GetUtcNow();
        await work.BeginPlatformAsync(stop);
        var months = await book.MonthsAsync(new DateOnly(now.Year, now.Month, 1).AddMonths(1 - CountClub.Months), stop);
        var pulses = await book.PulsesAsync(all, stop);
        await work.RollbackAsync();
        return (months, pulses);
    }
}
