using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using PadelSaaS.Contracts.Booking;
using PadelSaaS.Contracts.Identity;
using PadelSaaS.Contracts.Privacy;
using PadelSaaS.Platform.Audit;
using PadelSaaS.Platform.Http;
using PadelSaaS.Platform.Storage;
using PadelSaaS.Platform.Tenancy;
using PadelSaaS.Privacy.Jobs;

namespace PadelSaaS.Privacy;

/// <summary>
/// Makes the archive of all that is kept about the holder of an account. What was proved is the account and, where it is verified, its address: another
/// account that the club takes for the same person is not in it.
/// </summary>
internal sealed class Exporting(UnitOfWork work, CurrentTenant tenant, IEnumerable<IPersonalData> services, IAccounts accounts, IBookingContacts bookings, ClubFiles files, TimeProvider clock)
{
    // As often as a timer rings before it is parked.
    private const int MostAttempts = 10;
    private const string Column = "data_exports.archive";

    /// <summary>The account's latest archive, whatever became of it.</summary>
    public async Task<DataExport?> LatestAsync(Guid account, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var latest = await LastOf(account, stop);
        await work.RollbackAsync();
        return latest;
    }

    /// <summary>Asks for an archive, unless one is being made or was made in the last day.</summary>
    /// <param name="by">Who of the club asks for the holder.</param>
    public async Task<(DataExport? Export, Refusal? Refusal)> AskAsync(Guid account, string language, CancellationToken stop, Guid? by = null)
    {
        var now = clock.GetUtcNow();
        await work.BeginAsync(stop);
        // Of two at once the second sees what the first asked for.
        await using (var turn = work.Command("select pg_advisory_xact_lock(hashtextextended('data export:' || $1, 0))", $"{account}")) await turn.ExecuteNonQueryAsync(stop);
        var last = await LastOf(account, stop);
        var refusal = last?.State == DataExport.Asked ? Refusals.BeingMade : last?.NextAt(now) is { } next ? Refusals.MadeToday(next) : null;
        if (refusal is not null)
        {
            await work.RollbackAsync();
            return (null, refusal);
        }
        var export = new DataExport { Id = Guid.CreateVersion7(now), AccountId = account, AskedAt = now, Language = language, AskedBy = by };
        var model = work.Model<PrivacyModel>();
        if (last is { State: DataExport.Ready })
        {
            model.Attach(last).Entity.State = DataExport.Expired;
            work.RingAt(now, DeleteExport.Name, $"{last.Id}");
        }
        model.Add(export);
        work.Audit(new Act(by is null ? "person.export_asked" : "person.export_asked_by_club", "account", $"{account}"));
        work.RingAt(now, MakeExport.Name, $"{export.Id}");
        await work.CommitAsync(stop);
        return (export, null);
    }

    /// <summary>Makes an archive that was asked for. Broken off it has done nothing that counts, and done again it finds it made.</summary>
    public async Task MakeAsync(Guid id, CancellationToken stop)
    {
        try
        {
            if (await ReadAsync(id, stop) is not var (export, archive))
            {
                // Made already, or its holder was erased: then nothing may lie there that an attempt before this one left.
                await DeleteAsync(id, stop);
                return;
            }
            await files.PutAsync(FileOf(id), "application/octet-stream", work.Sealed.Seal(Column, id, Convert.ToBase64String(archive)), stop);
            await PublishAsync(export, stop);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            await CountFailureAsync(id, stop);
            throw;
        }
    }

    /// <summary>Takes the file away once its time is over, it was replaced, or its holder erased.</summary>
    public async Task DeleteAsync(Guid id, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var export = await LockedAsync(id, stop);
        if (export?.IsOpen(clock.GetUtcNow()) == true)
        {
            await work.RollbackAsync();
            return;
        }
        if (export?.State == DataExport.Ready) export.State = DataExport.Expired;
        await work.CommitAsync(stop);
        await files.DeleteAllAsync(FolderOf(id), stop);
    }

    /// <summary>The archive for its holder, and that it was taken; <see langword="null"/> for everybody else, and when its time is over.</summary>
    public async Task<byte[]?> TakeAsync(Guid id, Guid account, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var export = await work.Model<PrivacyModel>().DataExports.AsNoTracking().FirstOrDefaultAsync(one => one.Id == id && one.AccountId == account, stop);
        if (export?.IsOpen(clock.GetUtcNow()) != true || await files.OpenAsync(FileOf(id), stop) is not { } file)
        {
            await work.RollbackAsync();
            return null;
        }
        await using var content = file.Content;
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, stop);
        work.Audit(new Act("person.exported", "account", $"{account}"));
        await work.CommitAsync(stop);
        return Convert.FromBase64String(work.Sealed.Open(Column, id, bytes.ToArray())!);
    }

    private async Task<(DataExport Export, byte[] Archive)?> ReadAsync(Guid id, CancellationToken stop)
    {
        await work.BeginAsync(stop);
        var export = await work.Model<PrivacyModel>().DataExports.AsNoTracking().FirstOrDefaultAsync(one => one.Id == id && one.State == DataExport.Asked, stop);
        if (export is null || await PersonAsync(export.AccountId, stop) is not { } person)
        {
            await work.RollbackAsync();
            return null;
        }
        var parts = new Dictionary<string, JsonObject>();
        foreach (var service in services) parts[service.Service] = await service.ExportAsync(person, stop);
        await work.RollbackAsync();
        return (export, Archive.Write(tenant.Info, export, person, parts, clock.GetUtcNow()));
    }

    private async Task PublishAsync(DataExport made, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await work.BeginAsync(stop);
        var export = await LockedAsync(made.Id, stop);
        var account = await accounts.FindAsync(made.AccountId, stop);
        if (export?.State == DataExport.Asked && account is not null)
        {
            (export.State, export.MadeAt, export.Until) = (DataExport.Ready, now, now + DataExport.Kept);
            work.RingAt(export.Until.Value, DeleteExport.Name, $"{made.Id}");
            work.Tell(new AccountAlerted(account.Id, made.Id, made.AskedBy is null ? AccountAlert.DataReady : AccountAlert.DataReadyByClub, account.Email, account.FirstName, made.Language, null));
        }
        // Erased while it was made, or made by another: the second of the two leaves the file, the first has nobody left to read it.
        else if (export?.IsOpen(now) != true) work.RingAt(now, DeleteExport.Name, $"{made.Id}");
        await work.CommitAsync(stop);
    }

    private async Task CountFailureAsync(Guid id, CancellationToken stop)
    {
        if (work.IsOpen) await work.RollbackAsync();
        await work.BeginAsync(stop);
        if (await LockedAsync(id, stop) is { State: DataExport.Asked } export && ++export.Attempts >= MostAttempts)
        {
            export.State = DataExport.Failed;
            work.RingAt(clock.GetUtcNow(), DeleteExport.Name, $"{id}");
        }
        await work.CommitAsync(stop);
    }

    private async Task<Person?> PersonAsync(Guid id, CancellationToken stop)
    {
        if (await accounts.FindAsync(id, stop) is not { } account) return null;
        // An address that nobody proved may be somebody else's.
        string[] addresses = account.IsVerified ? [account.Email.ToLowerInvariant()] : [];
        return new Person([id], addresses, [account.FullName], [.. await bookings.BookingsOfAsync([id], addresses, stop)]);
    }

    private Task<DataExport?> LastOf(Guid account, CancellationToken stop) =>
        work.Model<PrivacyModel>().DataExports.AsNoTracking().Where(one => one.AccountId == account).OrderByDescending(one => one.AskedAt).ThenByDescending(one => one.Id).FirstOrDefaultAsync(stop);

    private Task<DataExport?> LockedAsync(Guid id, CancellationToken stop) =>
        work.Model<PrivacyModel>().DataExports.FromSql($"select * from data_exports where id = {id} for update").FirstOrDefaultAsync(stop);

    private static string FolderOf(Guid id) => $"exports/{id:n}/";

    private static string FileOf(Guid id) => $"{FolderOf(id)}archive.sealed";
}
