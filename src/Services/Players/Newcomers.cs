using PadelSaaS.Contracts.Identity;
using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Players;

/// <summary>
/// How somebody becomes a customer. By one statement that does nothing where they are one already: two facts about the same person may be
/// heard side by side.
/// </summary>
internal sealed class Newcomers(UnitOfWork work, TimeProvider clock)
{
    private const string Sql = """
        insert into customers (id, account_id, name, email, phone_sealed, phone_pieces, language, searched, created_at, updated_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9) on conflict do nothing
        """;

    /// <summary>The holder of an account.</summary>
    public Task AddAsync(AccountCard account, string language, CancellationToken stop) =>
        AddAsync(account.Id, account.FullName, account.Email, account.Phone, language, stop);

    /// <summary>
    /// A guest, known by the address they gave. Somebody's account with the same address stays another customer: anybody can type an address,
    /// and nobody has proved this one.
    /// </summary>
    public Task AddGuestAsync(string name, string email, string? phone, string language, CancellationToken stop) => AddAsync(null, name, email, phone, language, stop);

    private async Task AddAsync(Guid? account, string name, string? email, string? phone, string language, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        await using var command = work.Command(
            Sql, id, account, name, email, work.Sealed.Seal(PlayersModel.Phone.Name, id, phone), work.Sealed.Pieces(PlayersModel.Phone.Name, phone), language, Folded.Searched(name, email), now);
        await command.ExecuteNonQueryAsync(stop);
    }
}
