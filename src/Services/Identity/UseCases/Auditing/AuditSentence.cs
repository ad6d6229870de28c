using Microsoft.Extensions.Localization;

namespace PadelSaaS.Identity.Auditing;

/// <summary>What was done, as a person would say it.</summary>
internal static class AuditSentence
{
    /// <summary>Kinds of acts to narrow the list by: the beginning of their names, and what people call them.</summary>
    public static IReadOnlyList<(string Value, string Label)> Kinds(IStringLocalizer<AuditWords> t) =>
    [
        ("", t["Everything"]), ("session.", t["Sign-ins"]), ("sign_in.", t["Refused sign-ins"]), ("account.", t["Accounts"]), ("role.", t["Roles"]), ("impersonation.", t["Acts of the platform"]), ("tenant.", t["The club itself"]), ("venue.", t["Venues, prices and rules"]),
        ("promo.", t["Promo codes"]), ("courts.", t["Courts closed"]), ("lesson.", t["Lessons"]), ("customer", t["Customers"]), ("payment_settings.", t["Payment methods"]), ("refund.", t["Refunds"]), ("till.", t["Tills"]), ("webhook.", t["Webhooks"]), ("message_", t["Messages"]), ("audit.", t["Exports"]),
    ];

    public static string Of(string act, IStringLocalizer<AuditWords> t) => OfMoney(act, t) is { } said ? said : act switch
    {
        "session.opened" => t["Signed in"],
        "session.ended" => t["Signed out, or was signed out"],
        "sign_in.refused" => t["A wrong password was given"],
        "sign_in.blocked" => t["Kept a place from trying more passwords"],
        "account.locked" => t["Locked after too many wrong passwords"],
        "impersonation.started" => t["Signed in as this account, from the platform"],
        "impersonation.wrote" => t["Changed something as this account"],
        "impersonation.refused" => t["Tried to move money as this account, and was refused"],
        "account.api_key_added" => t["Made a key for programs"],
        "account.api_key_revoked" => t["Ended a key for programs"],
        "branding.published" => t["The club's look was published"],
        "tenant.suspended" => t["The platform suspended this club"],
        "tenant.resumed" => t["The platform let this club go on"],
        "tenant.closed" => t["The platform closed this club"],
        "tenant.reopened" => t["The platform took this club back"],
        "tenant.erasure_hastened" => t["The platform had this club erased sooner"],
        "role.invited" => t["Was invited to work here"],
        "role.invitation_withdrawn" => t["An invitation to work here was taken back"],
        "role.limits_changed" => t["Changed how much money may be given back"],
        "role.second_factor" => t["Changed whether staff need a second factor"],
        "role.granted" => t["Was given a role"],
        "role.revoked" => t["Lost a role"],
        "venue.created" => t["Added a venue"],
        "venue.prices" => t["Changed prices"],
        "venue.rules" => t["Changed booking rules"],
        "venue.published" => t["Published a venue"],
        "venue.unpublished" => t["Took a venue off the site"],
        "courts.closed" => t["Closed courts"],
        "courts.reopened" => t["Opened courts again"],
        "customer.merged" => t["Merged two customers"],
        "customer.blocked" => t["Blocked a customer"],
        "customer.unblocked" => t["Unblocked a customer"],
        "customers.exported" => t["Exported the customers"],
        "customer_group.added" => t["Made a customer group"],
        "customer_group.changed" => t["Changed a customer group"],
        "customer_group.removed" => t["Removed a customer group"],
        "customer.added" => t["Added a customer"],
        "customers.imported" => t["Imported customers"],
        "promo.added" => t["Made a promo code"],
        "promo.changed" => t["Changed a promo code"],
        "lesson.called_off" => t["Called a lesson off"],
        "lesson.course_called_off" => t["Called a course off"],
        "lesson.price_changed" => t["Changed what a lesson costs"],
        "message_address.opened" => t["Let messages go to an address again"],
        "webhook.added" => t["Made a webhook"],
        "webhook.changed" => t["Changed a webhook"],
        "webhook.secret_rotated" => t["Gave a webhook a new secret"],
        "webhook.stopped" => t["A webhook was stopped"],
        "webhook.resumed" => t["Let a webhook listen again"],
        "message_words.saved" => t["Wrote words for a kind of message"],
        "message_words.reset" => t["Went back to the platform's words for a kind of message"],
        "message_announcement.made" => t["Made an announcement"],
        "message_announcement.cancelled" => t["Cancelled an announcement"],
        "webhook.removed" => t["Removed a webhook"],
        "person.erasure_asked" => t["Asked for somebody to be erased"],
        "person.erased" => t["Somebody was erased"],
        "person.export_asked" => t["Asked for all data kept about them"],
        "person.export_asked_by_club" => t["Had all data kept about them sent to the customer"],
        "person.exported" => t["Downloaded all data kept about them"],
        "account.recovery_codes_made" => t["Made new recovery codes"],
        "account.recovery_code_used" => t["Signed in with a recovery code"],
        "audit.exported" => t["Exported this log"],
        _ when act.StartsWith("venue.", StringComparison.Ordinal) => t["Changed a venue"],
        _ when act.StartsWith("customer.", StringComparison.Ordinal) => t["Changed a customer"],
        _ when act.StartsWith("account.", StringComparison.Ordinal) => t["Changed how an account is signed in to"],
        _ => OfCredit(act, t),
    };

    private static string OfCredit(string act, IStringLocalizer<AuditWords> t) => act switch
    {
        "wallet_settings.changed" => t["Changed how players' credit works"],
        "wallet.credit_given" => t["Gave a customer credit"],
        "wallet.credit_taken" => t["Took credit from a customer"],
        "credit_pack.saved" => t["Changed a pack of credit"],
        "voucher.issued" => t["Issued vouchers"],
        "voucher.stopped" => t["Stopped vouchers"],
        "membership_plan.added" => t["Made a membership plan"],
        "membership_plan.changed" => t["Changed a membership plan"],
        "membership_plan.priced" => t["Changed what a membership costs"],
        "membership.given" => t["Gave somebody a membership"],
        "membership.ended" => t["Ended a membership"],
        _ => OfPlatform(act, t),
    };

    // What the platform's own people do, and what happens to a club as a whole.
    private static string OfPlatform(string act, IStringLocalizer<AuditWords> t) => act switch
    {
        "admin.set_up" => t["The first admin of the platform was set up"],
        "admin.invited" => t["Invited an admin of the platform"],
        "admin.disabled" => t["Took an admin of the platform away"],
        "impersonation.asked" => t["Asked to sign in as an account of a club"],
        "domain.asked" => t["Asked for a domain of the club's own"],
        "domain.proven" => t["A domain was proven to be the club's"],
        "domain.chosen" => t["Chose the address visitors are led to"],
        "domain.removed" => t["Gave a domain up"],
        "tenant.asked" => t["Somebody asked to open a club"],
        "tenant.erased" => t["A club was erased"],
        "commission.set" => t["Set what the platform keeps"],
        "commission.paid" => t["Noted a statement of commission as paid"],
        "stripe_event.resolved" => t["Was done with an event of an unknown account"],
        "fact.replayed" => t["Had a fact heard again"],
        "fact.discarded" => t["Discarded a fact nobody could hear"],
        "timer.replayed" => t["Had a timer ring again"],
        "keys.signing_published" => t["Published a new signing key"],
        "keys.signing_rotated" or "keys.signing_replaced" => t["Began to sign with a new key"],
        "keys.master_rotated" => t["Changed the key that keeps the others"],
        "keys.data_rotated" => t["Changed the key personal data is sealed with"],
        "tenant.entered" => t["A new club opened"],
        "tenant.changed" => t["Changed what a club is set up as"],
        _ => act,
    };

    // Null for what is not about money.
    private static LocalizedString? OfMoney(string act, IStringLocalizer<AuditWords> t) => act switch
    {
        "refund.given" => t["Gave money back"],
        "refund.handed_back" => t["Handed back money that was owed"],
        "payment.let_go" => t["Let go of money that was due"],
        "payment.reversed" => t["Took back a note of money taken"],
        "till.opened" => t["Opened a till"],
        "till.moved" => t["Put cash into a till or took it out"],
        "till.closed" => t["Counted and closed a till"],
        "till.explained" => t["Explained a difference of a till"],
        "payment_settings.changed" => t["Changed how the club takes money"],
        "payment_settings.provider_changed" => t["Changed an account with a payment provider"],
        "payment_settings.account_opened" => t["Opened an account with a payment provider"],
        "reconciliation.resolved" => t["Resolved a difference with a payment provider"],
        "refund.taken_over" => t["Took over a refund made at the provider"],
        "refund.failed" => t["Money given back did not arrive"],
        "payments.exported" or "ledger.exported" or "invoices.exported" => t["Exported payments, invoices or the ledger"],
        "split_settings.changed" => t["Changed how players share a price"],
        "tax_settings.changed" => t["Changed what stands on invoices"],
        "refund.credited" => t["Money given back became credit"],
        "refund.owed" => t["Money is to be given back"],
        _ => null,
    };
}
