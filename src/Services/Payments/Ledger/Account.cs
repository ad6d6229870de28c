namespace PadelSaaS.Payments;

/// <summary>Accounts of a club's ledger. Assets and expenses grow by debits (positive), revenue and liabilities by credits (negative).</summary>
internal static class Account
{
    /// <summary>What players owe the club; less than nothing is what the club owes them back. Asset.</summary>
    public const string Receivable = "receivable";

    /// <summary>In the drawer. Asset.</summary>
    public const string Cash = "cash";

    /// <summary>Taken by the card terminal at the desk. Asset.</summary>
    public const string Terminal = "terminal";

    /// <summary>What providers paid out. Asset.</summary>
    public const string Bank = "bank";

    /// <summary>What the club sold, without tax. Revenue.</summary>
    public const string Sales = "sales";

    /// <summary>Tax contained in what was sold. Liability.</summary>
    public const string Tax = "tax";

    /// <summary>What the platform keeps. Expense.</summary>
    public const string Commission = "commission";

    /// <summary>Commission of payments the platform could not take it from: invoiced by the month. Liability.</summary>
    public const string CommissionDue = "commission_due";

    /// <summary>What the club's plan costs. Expense.</summary>
    public const string PlanFee = "plan_fee";

    /// <summary>What providers keep. Expense.</summary>
    public const string ProviderFee = "provider_fee";

    /// <summary>Money players have with the club; the holder is their account. Liability.</summary>
    public const string Wallet = "wallet";

    /// <summary>Credit sold ahead; the holder is the lot. Liability.</summary>
    public const string CreditPack = "credit_pack";

    /// <summary>Vouchers that are not used up; the holder is the lot. Liability.</summary>
    public const string Voucher = "voucher";

    /// <summary>Gift cards that are not used up; the holder is the lot. Liability.</summary>
    public const string GiftCard = "gift_card";

    /// <summary>Memberships paid for time to come. Liability.</summary>
    public const string MembershipPrepaid = "membership_prepaid";

    /// <summary>Taken back by a bank and not decided. Asset.</summary>
    public const string Disputed = "disputed";

    /// <summary>What does not fit and has to be looked into.</summary>
    public const string Difference = "difference";

    private const string ProviderPrefix = "at_provider:";

    /// <summary>What a provider holds for the club. Asset.</summary>
    public static string AtProvider(string provider) => ProviderPrefix + provider;
}
