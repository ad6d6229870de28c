using PadelSaaS.Platform.Tenancy;

namespace PadelSaaS.Payments.Invoices;

/// <summary>What the club wants to stand on its invoices. Within an open unit of work.</summary>
internal sealed class TaxSettings(UnitOfWork work, CurrentTenant tenant)
{
    /// <summary>The seller as the club said, or the club's name where it said nothing yet.</summary>
    public async Task<(Seller Seller, bool Said)> ReadAsync(CancellationToken stop)
    {
        await using var read = work.Command("select legal_name, tax_id, address, country, foot from tax_settings");
        await using var reader = await read.ExecuteReaderAsync(stop);
        if (!await reader.ReadAsync(stop)) return (new Seller(tenant.Info.Name, null, null, tenant.Info.Country, null), false);
        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
        return (new Seller(reader.GetString(0), Text(1), reader.GetString(2), reader.GetString(3), Text(4)), true);
    }

    /// <summary>The tax that prices of memberships contain, in basis points; 0 where the club said nothing.</summary>
    public async Task<int> MembershipBpsAsync(CancellationToken stop)
    {
        await using var read = work.Command("select membership_tax_bps from tax_settings");
        return await read.ExecuteScalarAsync(stop) is int bps ? bps : 0;
    }

    /// <summary>What of a price is tax of a rate it contains, half up.</summary>
    public static long TaxIn(long grossMinor, int bps) => (long)(((Int128)grossMinor * bps * 2 + 10_000 + bps) / ((Int128)(10_000 + bps) * 2));

    public async Task SaveAsync(Seller seller, int membershipBps, CancellationToken stop)
    {
        await using var save = work.Command("""
            insert into tax_settings (legal_name, tax_id, address, country, foot, membership_tax_bps) values ($1, $2, $3, $4, $5, $6)
            on conflict (one) do update set legal_name = excluded.legal_name, tax_id = excluded.tax_id, address = excluded.address, country = excluded.country, foot = excluded.foot, membership_tax_bps = excluded.membership_tax_bps
            """, seller.Name, seller.TaxId, seller.Address ?? "", seller.Country, seller.Foot, membershipBps);
        await save.ExecuteNonQueryAsync(stop);
    }
}
